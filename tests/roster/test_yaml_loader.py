"""YAML as plain data: nothing guessed, nothing run, nothing endless."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from roster.faults import InputError
from roster.reading import yaml_loader
from roster.reading.yaml_loader import load_yaml


@pytest.fixture(params=["C", "Python"], autouse=True)
def parser(request, monkeypatch):
    """Both of PyYAML's parsers: the one in C is not installed everywhere."""
    loader = yaml.CBaseLoader if request.param == "C" else yaml.BaseLoader
    monkeypatch.setattr(yaml_loader, "_Loader", loader)


def data_of(text):
    data, found = load_yaml(text)
    assert not found
    return data


def refusal(text):
    with pytest.raises(InputError) as error:
        load_yaml(text)
    (fault,) = error.value.faults
    return fault.reason


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("0", 0),
        ("0456", "0456"),
        ("0456-123", "0456-123"),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("N", "N"),
        ("2026-01-06", "2026-01-06"),
        ("2026-02-03T08:30", "2026-02-03T08:30"),
        ("08:30", "08:30"),
        ("12:30:45", "12:30:45"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        (".inf", ".inf"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("𠮷·😀", "𠮷·😀"),
        ("=1+1", "=1+1"),
        ("|\n  一\n  二\n", "一\n二\n"),
    ],
)
def test_scalars_of_the_core_schema(written, value):
    found = data_of(f"a: {written}")["a"]
    assert found == value
    assert type(found) is type(value)


def test_merge_key_is_an_ordinary_key():
    assert data_of("a: &a {x: 1}\nb: {<<: *a, y: 2}") == {"a": {"x": 1}, "b": {"<<": {"x": 1}, "y": 2}}


def test_alias_repeats_what_it_names():
    assert data_of("a: &a [1, &b {x: 2}]\nc: *a\nd: *b") == {"a": [1, {"x": 2}], "c": [1, {"x": 2}], "d": {"x": 2}}


@pytest.mark.parametrize(
    ("text", "path", "fragment"),
    [
        ("a: 1\nb: {c: 1, c: 2}", "b.c", "第2行第11列：同一组中的键应不重复，实际有两个“c”"),
        ("a:\n- x: 1\n- x: 1\n  x: 2", "a[1].x", "第4行第3列"),
        ("a: !!str 1", "a", "第1行第4列：不支持 YAML 标签"),
        ("a: !!python/object/apply:os.system [ls]", "a", "不支持 YAML 标签"),
        ("a: [1, ! x]", "a[1]", "不支持 YAML 标签"),
        ("1: x", "", "第1行第1列：键应为文字，实际为“1”"),
        ("a: {true: x}", "a", "键应为文字，实际为true"),
        ("a:\n  ? [1, 2]\n  : x", "a", "键应为文字，实际为列表（2项）"),
        ("a: {~: x}", "a", "键应为文字，实际为空值"),
    ],
)
def test_faults_that_let_the_rest_be_read(text, path, fragment):
    _, found = load_yaml(text + "\nz: {y: 1, y: 2}")
    assert len(found) == 2
    assert fragment in found[0].told()
    assert "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in found[0].loc).lstrip(".") == path


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("a: 1\n---\nb: 2", "第2行第1列：一个文件应只有一份内容"),
        ("a: &a [*a]", "别名“*a”不得引用包含它自己的内容"),
        ("a: &a {b: [*a]}", "第1行第12列：别名“*a”不得引用"),
        ("a: *b", "别名“*b”没有对应的“&b”"),
        ("a:\n\t- b", "第2行第1列：YAML 语法有误，缩进应用空格"),
        ("a: b: c", "第1行第5列：YAML 语法有误，此处不应有冒号"),
        ('a: 1\nb: "x\n\nc: 2', "文字缺少右引号"),
        ("a: [1, 2", "右方括号"),
        ("a: {b: 1", "右花括号"),
        ("标题：x\nb: 1", "冒号应为半角"),
        ("a: @x", "应加引号"),
        ('a: "\\q"', "反斜杠"),
        ("- a\nb: c", "缩进"),
        ("a: 1\n}", "YAML 语法有误"),
        ("[]]", "多余的文字"),
        ("!x!y z", "标签"),
        ("%YAML 9.0\n---\na: 1", "YAML 语法有误"),
        ("a: " + "9" * 5000, "数字应不超过100位"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, fragment):
    assert fragment in refusal(text)


@pytest.mark.parametrize("opened", ["[", "- ", "{a: ", "{? "])
def test_deep_nesting_is_refused(opened):
    assert "嵌套过深" in refusal(opened * 100_000)


def test_deep_nesting_by_aliases_is_refused():
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 60)]
    assert "嵌套过深" in refusal("\n".join(lines))


@pytest.mark.parametrize("leaf", ["x", "[]", "{}"])
def test_alias_bomb_is_refused(leaf):
    lines = [f"a0: &a0 {leaf}"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    assert "内容过多" in refusal("\n".join(lines))


def test_long_text_repeated_by_aliases_is_refused():
    assert "内容过多" in refusal(f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 1000)}]")


@given(st.text(alphabet=st.sampled_from("ab1: -\n[]{}&*!|>'\"#,?~%@\t：")))
@example("? a\n? b")
def test_any_text_is_read_or_refused_in_chinese(text):
    try:
        _, found = load_yaml(text)
        reasons = [one.told() for one in found]
    except InputError as error:
        reasons = [fault.reason for fault in error.faults]
    assert all(not reason.isascii() for reason in reasons)
