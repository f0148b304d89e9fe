"""Pages of government sites (政府网站网页): layouts made of tables, records, attachments, sharing; tables inside cells."""

import quopri
import re

import pytest

from ingest.readers.apart import parse_apart
from ingest.readers.read import read, sniff

TITLE = "2022年度虚构市林草局部门整体支出绩效自评报告"
FORM = """<table><caption>部门整体支出绩效自评表（单位：万元）</caption><thead><tr><th>一级指标</th><th>二级指标</th><th>三级指标</th>
<th>年度指标值</th><th>实际完成值</th></tr></thead><tbody><tr><td rowspan="0">产出指标</td><td><p>数量</p><p>指标</p></td><td>造林面积</td>
<td>&ge;12万亩</td><td>12.5万亩</td></tr><tr><td>质量指标</td><td>造林合格率</td><td>≥90%</td><td>95%</td></tr></tbody></table>"""
GRID = [
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值"],
    ["产出指标", "数量\n指标", "造林面积", "≥12万亩", "12.5万亩"],
    ["产出指标", "质量指标", "造林合格率", "≥90%", "95%"],
]
BODY = f"""<p>一、部门概况</p><p><strong>（一）主要职能。</strong>负责全市森林草原保护发展的监督管理工作，组织编制规划并监督实施。</p>
<p>二、绩效目标完成情况</p><p>全年完成造林12.5万亩，森林抚育8.3万亩，森林火灾受害率控制在0.3‰以内。</p><div>{FORM}</div>
<p>三、存在的主要问题</p><p>一是部分县区造林进度偏慢，后期管护资金不足。</p>"""
FILES = """<p>附件：</p><ul><li><a href="/1.xlsx">虚构市林草局整体支出绩效自评表.xlsx</a></li>
<li>2.<a href="/2.pdf">项目支出绩效自评表.pdf（120KB）</a></li></ul>
<div>分享：<a>微信</a><a>QQ空间</a> <a>打印</a><a>关闭</a></div>"""
REPORT = [
    TITLE, "一、部门概况", "（一）主要职能。负责全市森林草原保护发展的监督管理工作，组织编制规划并监督实施。", "二、绩效目标完成情况",
    "全年完成造林12.5万亩，森林抚育8.3万亩，森林火灾受害率控制在0.3‰以内。", "部门整体支出绩效自评表（单位：万元）", "三、存在的主要问题",
    "一是部分县区造林进度偏慢，后期管护资金不足。",
]


def modern():
    """A site of nested divisions with a record of the page, the title outside the text."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_虚构市林草局</title></head><body>
    <div id="header"><div>虚构市林草局</div><ul><li><a>首页</a></li><li><a>政府信息公开</a></li></ul></div>
    <div><a>首页</a><span>&gt;</span><a>财政信息</a><span>&gt;</span><a>部门决算</a></div>
    <table><tr><td>索引号</td><td>000000000/2023-00001</td><td>主题分类</td><td>财政</td></tr><tr><td>发文机关</td><td>虚构市林草局</td>
    <td>成文日期</td><td>2023年5月1日</td></tr><tr><td>标题</td><td colspan="3">{TITLE}</td></tr></table>
    <div><div><h3>信息公开</h3><ul><li><a>政策</a></li></ul></div><div><div class="title">{TITLE}</div>
    <div><span>发布时间：2023-05-02</span><span>浏览：123次</span></div><div class="content">{BODY}{FILES}</div>
    <div>上一篇：<a>虚构市林草局2021年度绩效自评报告</a></div></div></div>
    <div><p>虚构市林草局主办　虚构市大数据局承办</p><p>网站标识码：0000000000　联系电话：0000-0000000</p></div></body></html>""".encode()


def tabular():
    """A site of the years when tables laid pages out, in GBK."""
    return f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>信息公开</title></head><body>
    <table width="1000"><tr><td><a href="/">首页</a> | <a href="/zw">政务公开</a></td></tr><tr><td>
    <table><tr><td width="200"><p><a>栏目一</a></p><p><a>栏目二</a></p></td><td><table><tr><td align="center"><h2>{TITLE}</h2></td></tr>
    <tr><td>来源：市林草局 日期：2023-05-02 点击：12 次</td></tr><tr><td><div id="zoom">{BODY}</div></td></tr><tr><td>{FILES}</td></tr>
    <tr><td>下一篇：<a>虚构市林草局招聘编制60名公告</a></td></tr></table></td></tr></table></td></tr>
    <tr><td>主办：虚构市人民政府 承办：虚构市林草局<br>地址：虚构市人民路1号</td></tr></table></body></html>""".encode("gb18030")


def framed():
    """A page whose one row holds a list of links and the report."""
    frame = f"<table><tr><td><p><a>栏目一</a></p></td><td><p><b>{TITLE}</b></p>{BODY}{FILES}</td></tr></table>"
    foot = "<table><tr><td>版权所有：虚构市林草局</td><td>技术支持：虚构公司</td></tr></table>"
    return f'<html><head><meta charset="gbk"></head><body>{frame}{foot}</body></html>'.encode("gbk", "xmlcharrefreplace")


@pytest.mark.parametrize("page", [modern, tabular, framed])
def test_the_report_is_told_from_its_site(page):
    data = page()
    parsed = parse_apart("page", data, sniff(data))
    assert [[[c.text for c in row] for row in t.rows] for t in parsed.tables] == [GRID]
    form = parsed.tables[0].span
    told = [
        parsed.text[a:b] for a, b in (o.span for o in parsed.origins)
        if (a, b) not in parsed.furniture and not form[0] <= a < form[1]
    ]
    assert told == REPORT
    assert "绩效自评表.xlsx" in parsed.text


def test_tables_inside_cells():
    inner = "<table><tr><td>水源工程</td><td>200.00</td></tr><tr><td>管网改造</td><td>190.10</td></tr></table>"
    small = "<table><tr><td>390.10</td></tr></table>"
    outer = (
        "<table><tr><td>项目</td><td>预算数（万元）</td><td>决算数</td></tr><tr><td>基本支出</td><td>800.50</td><td>790.10</td></tr>"
        f"<tr><td>项目支出</td><td>400.00</td><td>{small}</td></tr><tr><td>其中用于</td><td colspan=2>明细如下{inner}</td></tr></table>"
    )
    data = f"<html><body><p>{TITLE}</p><p>{REPORT[2]}</p>{outer}<p>{REPORT[-1]}</p></body></html>".encode()
    parsed = parse_apart("page", data, "web")
    assert [[[c.text for c in row] for row in t.rows] for t in parsed.tables] == [
        [["项目", "预算数（万元）", "决算数"], ["基本支出", "800.50", "790.10"], ["项目支出", "400.00", "390.10"],
         ["其中用于", "明细如下", "明细如下"]],
        [["水源工程", "200.00"], ["管网改造", "190.10"]],
    ]


def test_an_annex_of_the_report_is_no_attachment_of_the_site():
    data = f"<html><body><p>{TITLE}</p>{BODY}<p>附件：</p><p>1.部门整体支出绩效自评表</p>{FORM}</body></html>".encode()
    parsed = parse_apart("page", data, "web")
    assert parsed.furniture == ()


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_a_page_in_gbk_is_read_whatever_it_declares(declared):
    data = f'<html><head><meta charset="{declared}"></head><body><h1>{TITLE}</h1>{BODY}</body></html>'.encode("gb18030")
    assert TITLE in read("page.html", data).text


def test_what_is_hidden_is_not_said():
    hidden = '<p style="display: none">编制999名</p><table><tr style="DISPLAY:none"><td>隐藏</td><td>行</td></tr></table>'
    parsed = parse_apart("page", f"<html><body><p>{TITLE}</p>{BODY}{hidden}</body></html>".encode(), "web")
    assert not re.search("999|隐藏", parsed.text)


def word_archive():
    """A single-file page as Word and WPS save it: its own head, quoted-printable GB 2312, broken lines, conditional comments."""
    page = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><!--[if gte mso 9]><xml><o:Author>某人</o:Author></xml><![endif]-->
<style><!-- p.MsoNormal {{margin:0cm;}} --></style></head><body>
<div class=WordSection1><p class=MsoNormal align=center><b><span
style='font-size:22.0pt'>{TITLE}<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]><span>部门概况</span></p>
<p class=MsoNormal>负责全市森林草原保护发展的监督管理工作，
组织编制规划
并监督实施，support 12 counties
and more。</p><table class=MsoTableGrid border=1><tr><td rowspan=2><p>项目<o:p></o:p></p></td><td colspan=2><p>2023年（万元）</p></td></tr>
<tr><td><p>预算数</p></td><td><p>决算数</p></td></tr><tr><td><p>基本支出</p></td><td><p>800.50</p></td><td><p>790.10</p></td></tr></table>
</div></body></html>"""
    head = 'MIME-Version: 1.0\r\nX-Document-Type: Word\r\nContent-Type: multipart/related;\r\n\tboundary="----=_Part"\r\n\r\n'
    part = "------=_Part\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html\r\n\r\n"
    return head.encode() + part.encode() + quopri.encodestring(page.encode("gb2312")) + b"\r\n------=_Part--\r\n"


def test_a_page_that_word_saved_in_one_file():
    data = word_archive()
    assert sniff(data) == "web"
    parsed = parse_apart("page", data, "web")
    duty = "负责全市森林草原保护发展的监督管理工作，组织编制规划并监督实施，support 12 counties and more。"
    assert parsed.text.startswith(f"{TITLE}\n一、部门概况\n{duty}\n")
    assert [[c.text for c in row] for row in parsed.tables[0].rows] == [
        ["项目", "2023年（万元）", "2023年（万元）"], ["项目", "预算数", "决算数"], ["基本支出", "800.50", "790.10"],
    ]
    assert "某人" not in parsed.text
