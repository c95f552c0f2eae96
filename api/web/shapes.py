"""Shapes that routes share: paths, pages, and what every response may be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, TypeVar

from flask_openapi import APIBlueprint
from pydantic import BaseModel, ConfigDict, Field

from api.service.paging import MOST, USUAL, Page, Paged
from api.web.problems import TYPE

PREFIX = "/api/v1"
_PROBLEMS = {
    400: "请求有误",
    401: "需要登录",
    403: "没有权限",
    404: "没有找到",
    409: "与现状冲突",
    412: "内容已被别人改过",
    413: "内容过大",
    415: "不支持的内容类型",
    422: "内容有误，逐处写明",
    428: "缺少 If-Match",
    429: "尝试次数过多",
    503: "数据库暂时不可用",
}
Row = TypeVar("Row")
Number = Annotated[int, Field(ge=1, le=2**31 - 1)]
Why = Annotated[str, Field(min_length=1, max_length=500)]


class Shape(BaseModel):
    """What a request holds: nothing that is not known."""

    model_config = ConfigDict(extra="forbid")


class Word(Shape):
    """A word to it."""

    why: Why | None = None


class Refusal(Shape):
    """Why not."""

    why: Why


class Step(BaseModel):
    """What somebody did with a thing, when and why."""

    act: str
    by: str
    at: datetime
    why: str | None


class OfficePath(BaseModel):
    """The office."""

    office: str = Field(max_length=64, description="单位编号")


class PageQuery(BaseModel):
    """The part of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="最多几条")] = USUAL
    offset: Annotated[int, Field(ge=0, le=10_000_000, description="跳过几条")] = 0

    @property
    def page(self) -> Page:
        """As the service takes it."""
        return Page(self.limit, self.offset)


class Listed(BaseModel):
    """A part of a list: how many there are in all, and where this part begins."""

    total: int
    limit: int
    offset: int


def listed(found: Paged[Row], shown: Callable[[Row], BaseModel]) -> dict[str, Any]:
    """A page as it is sent."""
    return {
        "total": found.total,
        "limit": found.page.limit,
        "offset": found.page.offset,
        "items": [sent(shown(row)) for row in found.rows],
    }


def sent(model: BaseModel) -> dict[str, Any]:
    """A model as it is sent."""
    return model.model_dump(mode="json", by_alias=True)


def blueprint(name: str, title: str, *, prefix: str = PREFIX) -> APIBlueprint:
    """The routes of a resource, each of which may answer with a problem."""
    problems: Any = {
        status: {"description": words, "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        for status, words in _PROBLEMS.items()
    }
    return APIBlueprint(
        name,
        __name__,
        url_prefix=prefix,
        abp_tags=[{"name": title}],
        abp_responses=problems,
        abp_security=[{"key": []}, {"session": []}],
    )
