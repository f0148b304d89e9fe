"""Questions that are no questions (不可答的输入): injected orders, query code, noise, and asking for people's private data."""

import re

from search.plan import Refusal
from search.words.wording import is_english, tokens

_ORDERS = re.compile(
    r"(?:忽略|无视|忘(?:记|掉)|不要理会|跳过|绕过).{0,16}(?:指令|提示|规则|要求|限制|设定|之前|以上|前面)|系统提示|提示词|密码|口令|"
    r"密钥|api.?key|token|环境变量|"
    r"你(?:现在)?(?:是|扮演|假装)|越狱|开发者模式|管理员(?:权限|模式)|"
    r"ignore (?:all|any|the|your|previous|prior)|disregard|system prompt|password|secret key|act as|pretend|jailbreak|developer mode|"
    r"reveal your",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:match\s*\(|detach\s+delete|merge\s*\(|delete\s+from|drop\s+(?:table|database|index|constraint)|insert\s+into|union\s+select|"
    r"select\s+.+\s+from|create\s*\(|load\s+csv|call\s+\w+\.|remove\s+\w+\.|set\s+\w+\.)"
    r"|\b(?:delete|insert)\s+(?:where|data)\b|(?:where|ask|construct|describe|select)\s*\{|\?\w+\s+\S+\s+\?\w+|"
    r"\btruncate\s+table|\balter\s+table|\bupdate\s+\w+\s+set\b|\bunwind\s+.+\s+as\s+\w+|\bshow\s+(?:databases|tables)\b|"
    r"\breturn\s+\w+\s*(?:;|limit\b|$)|\)\s*-\s*\[[^\]]*\]\s*-|;\s*drop\b|"
    r"[{}`]|\w\(\)|://|\b(?:print|eval|exec|execute)\s*\(|__import__|\bimport\s+\w+\s*;|^\s*(?:curl|wget|sudo|bash)\b"
    r"|\?[a-z]\w*\s+[?<]\w+|<script|;\s*--|'\s*or\s+'?1|\.\./|rm\s+-rf|xp_cmdshell|;\s*//",
    re.IGNORECASE,
)
_PRIVATE = re.compile(
    r"(?:电话|手机|号码|联系方式|身份证|住址|家庭住址|邮箱|(?<!公众)(?<!政务)微信号(?!内容)|银行卡|工资条|生日|年龄|"
    r"籍贯)(?!.{0,6}(?:热线|投诉|受理|咨询|诈骗))|"
    r"(?:填表人|联系人|填报人|经办人|负责人|局长|主任|院长|校长|书记|科长|会计|法人)(?:是谁|叫什么|姓名|名字|是哪位|的(?:姓名|名字|"
    r"电话|手机))|"
    r"phone number|mobile number|home address|id number|identity card|who (?:filled|is the contact|is the director|signed)|name of the "
    r"(?:contact|person|director)",
    re.IGNORECASE,
)
_SOUNDS = re.compile(r"(.)\1+|[a-z]{4,}|[啊哇哈嘿咔啦哦呃嘟呵咚咕]+")
_HOTLINE = re.compile(
    r"热线|12315|12345|12369|12333|110|120|119|(?:电话|号码)(?:卡)?(?:投诉|举报|受理|诈骗|回访|接听|办结|数|量|多少(?:件|个|次|通))|"
    r"电话.{0,4}(?:接|打)了?多少|(?:多少|几)(?:万|千|百)?[个通次件条部张][^,，。?？]{0,8}(?:电话|短信|邮件|手机|银行卡|号码)|平均年龄|年龄结构|"
    r"(?:多少|几)(?:万)?[张件本个][\u4e00-\u9fff]{0,4}身份证|身份证.{0,4}(?:办|制发?|换发?)了?(?:多少|几)"
)


def refusal_of(question: str) -> Refusal | None:
    """Return why a question must not be run, or None."""
    if not question.strip():
        return Refusal(reason="empty")
    if _ORDERS.search(question) or _CODE.search(question):
        return Refusal(reason="unsafe")
    if _PRIVATE.search(question) and not _HOTLINE.search(question):
        return Refusal(reason="personal")
    return Refusal(reason="nonsense", said=question.strip()[:20]) if is_noise(question) else None


def is_noise(question: str) -> bool:
    """Tell whether a text has nothing that could be a question: no two different words, or the same sounds over and over."""
    letters = re.sub(r"[\W\d_]+", "", question)
    if len(letters) < 2:
        return True
    if re.search(r"(.)\1{3,}", letters) or (re.search(r"(.{2})\1", letters) and len(set(letters)) <= max(4, len(letters) // 2)):
        return len(set(letters)) < 9
    runs = re.findall(r"[\u4e00-\u9fffa-zA-Z]+", question)
    if len(runs) > 2 and not is_english(question) and 2 * sum(bool(_SOUNDS.fullmatch(r)) for r in runs) > len(runs):
        return True
    words = [t for t in tokens(question) if not t.isdigit()]
    return not words or (all(len(w) == 1 for w in words) and len(words) > 3)
