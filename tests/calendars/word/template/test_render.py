"""An office's own template: every placeholder has its value, as it is, and what never ends is ended."""

import subprocess

import pytest

from calendars.formats import FORMATS, with_template
from calendars.word import notice_documents
from calendars.word.said import notices_said
from calendars.word.template import PLACEHOLDERS, starter_template, template_documents
from calendars.word.template.archive import checked
from calendars.word.template.placeholders import COLUMNS, Each, values
from calendars.word.template.render import render
from calendars.word.template.sandbox import rendered
from roster.faults import InputError

WHOLE = "notices/tuesday/公告.docx"


@pytest.fixture
def made(county, read, templates):
    """The whole period's notice by a template of these paragraphs."""

    _, said = next(notices_said(county.publication()))

    def of(*lines):
        return read(rendered(checked(templates.of(*lines)), values(said), county.issued))

    return of


def test_every_placeholder_has_its_value(made, county):
    _, said = next(notices_said(county.publication()))
    asked = [name for name, shape in PLACEHOLDERS.items() if not isinstance(shape, Each)]
    asked += [name for name in PLACEHOLDERS if name not in asked]
    texts = values(said)
    written = [f"{{{{{name}}}}}" for name in asked if isinstance(texts[name], str)]
    document = made(*written)
    assert document.paragraphs == [texts[name] for name in asked if isinstance(texts[name], str)]


def test_values_are_of_all_placeholders_and_no_others(county):
    for _, said in notices_said(county.adjusted((0, "l7"), (1, "l8"))):
        found = values(said)
        assert set(found) == set(PLACEHOLDERS)
        assert all(set(row) == set(COLUMNS) for row in found["场次"])


def test_lists_repeat_a_paragraph_and_conditions_leave_one_out(made):
    document = made(
        "{%p for 段 in 说明 %}", "{{loop.index}}：{{段}}", "{%p endfor %}", "{%p if 副标题 %}", "无", "{%p endif %}"
    )
    assert document.paragraphs[0] == "1：说明："
    assert document.paragraphs[1] == "2：1. 遇法定节假日顺延。"
    assert "无" not in document.paragraphs


def test_names_of_any_kind_are_printed_as_they_are(made, county):
    document = made("{%p for 场 in 场次 %}", "{{场.姓名}}", "{%p endfor %}")
    assert {name.replace("\u3000", "") for name in document.paragraphs} == set(county.names)
    assert len(document.paragraphs) == 26


def test_the_starter_says_all_that_the_notice_says(county, read):
    publication = county.publication()
    made, standard = template_documents(publication, starter_template()), notice_documents(publication)
    assert set(made) == set(standard)
    document = read(made[WHOLE])
    said = next(said for _, said in notices_said(publication))
    for line in (said.title, *said.lead, *said.after, said.closing, said.signature, said.issued):
        assert line in document.paragraphs
    assert len(document.rows) == 27
    assert document.rows[1][:4] == ["1月6日 星期二", "<w:p/>", "县委书记", "8:30—11:30\n13:30—17:00"]
    assert not [text for text in (document.text, *document.paragraphs) if "{%" in text]


def test_the_starter_keeps_page_and_page_numbers(county, read):
    document = read(template_documents(county.publication(), starter_template())[WHOLE])
    assert document.one("docGrid")["linePitch"] == "579"
    assert document.word.sections[0].even_page_footer.paragraphs[0].text == "— 1 —"


def test_headers_and_footers_have_placeholders_too(county, read, templates):
    footer = templates.part("word/footer1.xml").replace("— ", "{{署名}} ")
    document = read(template_documents(county.publication(), templates.with_parts({"word/footer1.xml": footer}))[WHOLE])
    shown = [document.word.sections[0].footer.paragraphs[0].text, document.word.sections[0].even_page_footer]
    assert shown[0] == "克山县信访工作联席会议办公室 1 —"


def test_a_placeholder_that_word_has_cut_into_pieces_is_one(county, read, templates):
    whole = templates.part("word/document.xml", templates.of("{{标题}}"))
    cut = whole.replace("标题}}", '标</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:t>题}</w:t></w:r><w:r><w:t>}')
    document = read(template_documents(county.publication(), templates.with_parts({"word/document.xml": cut}))[WHOLE])
    assert document.paragraphs == ["克山县信访局2026年上半年县级领导群众接待日安排公告"]


def test_quotation_marks_as_word_sets_them_are_those_of_a_text(made):
    assert made("{%p if “分管工作” in 列 %}", "有", "{%p endif %}").paragraphs == ["有"]


@pytest.mark.parametrize("line", ["｛｛标题｝｝", "｛%p if 草案 %｝"])
def test_chinese_braces_are_told_of_rather_than_printed(made, line):
    with pytest.raises(InputError, match="应用英文的花括号"):
        made(line)


def test_a_document_without_any_placeholder_is_no_template(made):
    with pytest.raises(InputError, match="应至少有一个占位符"):
        made("关于领导接访的公告")


def test_other_formats_are_as_they_are_without_a_template(county, templates, read):
    formats = with_template(FORMATS, templates.of("{{署名}}"))
    assert [form.name for form in formats] == [form.name for form in FORMATS]
    publication = county.publication()
    made = {form.name: form.make(publication) for form in formats if form.name in ("docx", "txt")}
    assert read(made["docx"][WHOLE]).text == "克山县信访工作联席会议办公室"
    assert made["txt"] == next(form for form in FORMATS if form.name == "txt").make(publication)


def test_a_placeholder_that_does_not_exist_is_named(made):
    with pytest.raises(InputError) as refused:
        made("{{标题}}", "{{领导电话}}", "{%p for 场 in 场次 %}", "{{场.手机}}{{成文日}}", "{%p endfor %}")
    faults = [fault.reason for fault in refused.value.faults]
    assert [reason.partition("实际为")[2].partition("。")[0] for reason in faults] == [
        "“领导电话”",
        "“场.手机”",
        "“成文日”",
    ]
    assert "你是不是想写“成文日期”？" in faults[2]


def test_a_placeholder_in_a_branch_never_taken_is_named_too(made):
    with pytest.raises(InputError, match="“不存在”"):
        made("{%p if 草案 %}", "{{不存在}}", "{%p endif %}")


@pytest.mark.parametrize(
    "line",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''.__class__ }}",
        "{{ 标题.__class__ }}",
        "{{ 标题['__class__'] }}",
        "{{ 标题|attr('__class__') }}",
        "{{ loop.__init__.__globals__ }}",
        "{{ self.__init__ }}",
        "{{ cycler }}{{ lipsum }}{{ range }}",
        "{{ 标题.format }}",
        "{{ 导语.append }}",
        "{{ 标题.upper() }}",
        "{{ range(10**9) }}",
        "{% for a in range(10**9) %}{{ a }}{% endfor %}",
        "{{ 'a' * 10**10 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 标题 ~ 标题 }}",
        "{{ 标题|center(1000000000) }}",
        "{% set x = 标题 %}{{ x }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in 导语 recursive %}{{ loop(导语) }}{% endfor %}",
        "{% include 'word/styles.xml' %}",
        "{% import 'os' as os %}",
        "{% extends 标题 %}",
        "{% block a %}{% endblock %}",
        "{% filter join %}{% endfilter %}",
        "{% with a = 1 %}{{ a }}{% endwith %}",
        "{% autoescape false %}{{ 标题 }}{% endautoescape %}",
        "{{ 标题|safe }}",
        "{% raw %}",
        "{{ 标题",
        "{% if 标题 %}",
        "{% for 段 in 标题 %}{{ 段 }}{% endfor %}",
        "{% for 场 in 场次 %}{{ 场.日期.year }}{% endfor %}",
    ],
)
def test_what_a_template_may_not_do_is_refused_in_one_line(made, line):
    with pytest.raises(InputError) as refused:
        made(line)
    for fault in str(refused.value).split("\n"):
        assert fault.startswith("模板：")
        assert fault.endswith(("。", "？"))


def test_a_loop_that_never_ends_is_ended(county, templates):
    (_, said), *_ = notices_said(county.publication())
    deep = 8
    opened = "".join(f"{{% for a{place} in 场次 %}}" for place in range(deep))
    template = templates.of(opened + "{% endfor %}" * deep)
    with pytest.raises(InputError, match="应在3秒内套用完"):
        render(template, [values(said)], county.issued, seconds=3)


def test_a_document_that_grows_without_bounds_is_refused(county, templates):
    (_, said), *_ = notices_said(county.publication())
    deep = 6
    opened = "".join(f"{{% for a{place} in 场次 %}}" for place in range(deep))
    template = templates.of(opened + "{{标题}}" + "{% endfor %}" * deep)
    with pytest.raises(InputError, match="每个部件套用后应不超过"):
        render(template, [values(said)], county.issued)


def test_a_condition_that_takes_half_a_table_is_refused(templates, county):
    half = "<w:tbl><w:tblGrid/><w:tr><w:tc><w:p><w:r><w:t>{%p if 草案 %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>"
    document = templates.part("word/document.xml", templates.of("{%p endif %}")).replace("<w:body>", "<w:body>" + half)
    with pytest.raises(InputError, match="包住整行、整段"):
        template_documents(county.publication(), templates.with_parts({"word/document.xml": document}))


def test_the_process_that_renders_knows_no_secret_of_the_environment(county, monkeypatch):
    monkeypatch.setenv("LUNZHI_KEY", "geheim")
    seen = []
    real = subprocess.run

    def watched(*given, **more):
        seen.append(more["env"])
        return real(*given, **more)

    monkeypatch.setattr(subprocess, "run", watched)
    template_documents(county.publication(), starter_template())
    assert seen
    assert not [one for one in seen if "LUNZHI_KEY" in one]
