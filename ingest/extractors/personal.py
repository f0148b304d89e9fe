"""Personal data (个人信息) that must be masked: form fillers, contacts, telephone and identity numbers; never agencies or hotlines."""

import re
from collections.abc import Iterator
from typing import Literal

from ingest.document import Document
from ontology.records import Personal, ReportFields, Span

Kind = Literal["person_name", "phone", "id_number"]

ROLE = (
    r"(?:填\s*(?:表|报|制|写)\s*人?(?:员)?|制\s*表\s*人?|经\s*办\s*人?|审\s*核\s*人?|复\s*核\s*人?|联\s*系\s*人|联络人|(?:单位|部门|"
    r"项目|财务|处室|科室|主要|分管|评价(?:组|小组)?|自评|机构|填报|业务)*(?:负责人|责任人|领导)|"
    r"法定代表人|法人代表|责任编辑|责\s*编|编\s*辑|撰稿|作\s*者|审\s*签|签\s*发\s*人?|主评人|评价人员?|评审专家|(?:评价)?组\s*长|"
    r"(?:评价)?成\s*员|局\s*长|主\s*任|校\s*长|院\s*长|收款人|申请人|当事人)"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付傅方邹熊白孟秦邱丘侯江尹薛闫阎段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖"
    "文樊兰殷施洪翟安颜倪牛温芦季俞章鲁葛伍申尤毕聂柴焦左齐庞路柳涂祝卫宁欧阳司马诸葛上官尚辛管詹关苗凌费纪靳盛童裴祁耿翁柯梅游阮桑席骆甘卓岳成褚卞屈卜隋冷缪边全代包车曲项单鲍闵佟霍冉喻桂简娄穆蒲谷舒晏权古邢庄华"
)
NAME = re.compile(
    rf"{ROLE}\s*(?:[（(](?:签字|签章|签名|盖章)[)）])?\s*(?:姓名|签字|签名|签章)?[\s|]*[：:|\t][\s|]*(?P<name>(?:[{SURNAMES}]|欧阳|司马|"
    rf"上官|诸葛)(?:[ \u3000]{{0,4}}[\u4e00-\u9fff·某×*]){{1,3}})(?![\u4e00-\u9fff])"
)
NAME_CELL = re.compile(rf"(?:^|\n)[\t |]*{ROLE}\s*\n[\t |]+(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})[ \u3000]*(?=\n|$)")
NO_NAME = re.compile(r"^(?:单位|部门|签字|签名|盖章|局长|主任|电话|日期|年月|时间|职务|万元|金额|全部|包括|成果|成立|安全|江苏|高级|"
    r"项目|向上|华东|全面|全体|常务|管理|关于|任务|施工|计划|程度|方案|方面|石油|金融|文件|文化|古迹|温室|武警)")
MOBILE = re.compile(r"(?<![\d.])1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\.?\d|\s*[万元])")
DESK = re.compile(r"(?<![\d.])(?:0\d{2,3}\s?[-—–－]\s?[1-9]\d{6,7}|[（(]0\d{2,3}[)）]\s?[1-9]\d{6,7})(?:[-转]\d{1,5})?(?!\d)")
LABELLED = re.compile(
    r"(?:联系|办公|咨询|手机|移动|座机|固定)?(?:电\s*话|手\s*机|传\s*真|联系方式|"
    r"手机号码?)(?:号码)?\s*[：:|\t][\s|]*(?P<phone>\+?\d[\d\s\-—–－/、()（）]{5,24}\d)"
)
IDENTITY = re.compile(r"(?<![\dA-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])")


def extract(document: Document, fields: ReportFields) -> Iterator[Personal]:
    """Yield the pieces of personal data in the whole text, page furniture included, each span once."""
    taken: list[Span] = []
    for kind, span, confidence in sorted(_found(document.text), key=lambda f: f[1]):
        if any(a < span[1] and span[0] < b for a, b in taken):
            continue
        taken.append(span)
        yield Personal(quote=document.quote(span), span=span, confidence=confidence, kind=kind)


def _found(text: str) -> Iterator[tuple[Kind, Span, float]]:
    for m in IDENTITY.finditer(text):
        yield "id_number", m.span(), 0.95
    for pattern in (MOBILE, DESK):
        for m in pattern.finditer(text):
            yield "phone", m.span(), 0.95
    for m in LABELLED.finditer(text):
        if sum(c.isdigit() for c in m["phone"]) >= 6:  # hotlines such as 12345 have five
            yield "phone", m.span("phone"), 0.95
    for pattern in (NAME, NAME_CELL):
        for m in pattern.finditer(text):
            if not NO_NAME.match(m["name"]):
                yield "person_name", m.span("name"), 0.92
