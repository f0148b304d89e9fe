"""Bodies asked for both ways (名称与个数): how many there are and what they are called."""

import re

BOTH_WAYS = re.compile(
    r"(?:多少|几)[个家所][^,，、;；。?？]{0,14}[,，、;；。?？\s和并且]+(?:它们|各|都|请)?(?:分别)?(?:是|叫|为|有|列出)*(?:哪|什么|啥|名|谁)|"
    r"(?:哪|名称|名单|叫什么|叫啥|是谁|有谁)[^,，;；。?？]{0,16}[,，;；。?？\s]+(?:总共|一共|共计?|合计|总数|加起来|统共)?(?:又)?(?:有|是)?"
    r"(?:多少|几)[个家所]?(?:单位|机构|科室|股室|处室)?(?=$|[?？。])|"
    r"how many.*(?:which|what are they|their names|name them|names)|(?:which|what).*(?:and|,) how many (?:are there|in all|in total)?\W*$",
    re.IGNORECASE,
)
"""How many there are and what they are called (有几个…，分别是哪几个; 有哪些…，一共几个)."""
