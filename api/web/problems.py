"""Errors as problem details (RFC 9457): one handler for all, in Chinese, with the path of every fault."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_openapi.utils import parse_parameters
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from api.service.errors import BusyError, ServiceError, TooManyError
from api.store.space import FULL, is_full
from roster.faults import Fault, InputError
from roster.model_faults import model_faults
from roster.reading.place import path_of

_log = logging.getLogger("lunzhi.web")
TYPE = "application/problem+json"
_TITLES = {
    400: "请求有误",
    401: "需要登录",
    404: "没有找到",
    405: "不支持的方法",
    406: "没有这种格式",
    408: "请求超时",
    411: "缺少 Content-Length",
    413: "内容过大",
    414: "地址过长",
    415: "不支持的内容类型",
    417: "请求有误",
    422: "内容有误",
    431: "请求头过大",
    500: "服务出错",
    503: "暂时无法服务",
    507: "磁盘已满",
}


class ProblemFault(BaseModel):
    """One fault: the path of the value, the id of the nearest thing that has one, and the reason."""

    path: str
    id: str | None = None
    reason: str


class Problem(BaseModel):
    """Why a request was not fulfilled."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str
    faults: list[ProblemFault] = []


def init_problems(app: Flask) -> None:
    """Makes every error of the app a problem."""
    app.register_error_handler(Exception, answer)


def answer(error: Exception) -> Response:
    """The problem that an error is."""
    if isinstance(error, ServiceError):
        response = problem(error.status, error.title, error.reason)
        if isinstance(error, (TooManyError, BusyError)):
            response.headers["Retry-After"] = str(error.seconds)
        if error.status == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="lunzhi"'
        return response
    if isinstance(error, InputError):
        return of_faults(error.faults)
    if isinstance(error, HTTPException):
        return _of_http(error)
    if isinstance(error, IntegrityError):
        _log.warning("two requests collided: %s", type(error.orig).__name__)
        return problem(409, "与现状冲突", "与另一个同时进行的操作冲突，请重试。")
    if isinstance(error, DataError):
        return of_faults([Fault("", "含有数据库不能保存的字符或数值（如空字符）。")])
    if isinstance(error, DBAPIError) and is_full(error):
        _log.error("the disk of the database is full")
        return problem(507, _TITLES[507], FULL)
    if isinstance(error, (OperationalError, InterfaceError, PoolTimeoutError)):
        _log.error("the database does not answer: %s", type(error).__name__)
        response = problem(503, _TITLES[503], "数据库暂时不可用，请稍后再试。")
        response.headers["Retry-After"] = "5"
        return response
    _log.exception("an error that should not be")
    return problem(500, _TITLES[500], "出现了意外的错误，已记入日志。请把请求编号告诉管理员。")


def of_faults(faults: Iterable[Fault]) -> Response:
    """The problem of a content that is wrong."""
    listed = [{"path": fault.path, "id": fault.id, "reason": fault.reason} for fault in faults]
    return problem(422, _TITLES[422], "；".join(str(fault["reason"]) for fault in listed[:3]), listed)


def of_validation(error: ValidationError) -> Response:
    """The problem of a request that does not fit the models of its route."""
    assert request.endpoint is not None
    models = parse_parameters(current_app.view_functions[request.endpoint], doc_ui=False)
    data: tuple[object, ...] = (
        dict(request.headers),
        dict(request.cookies),
        request.view_args,
        request.args.to_dict(),
        {},
        _body(),
    )
    for model, given in zip(models, data, strict=True):
        if model is not None and model.__name__ == error.title:
            found, _ = model_faults(model, given)
            return of_faults(Fault(path_of(one.loc), one.told()) for one in found)
    return of_faults([Fault("", "内容不合要求。")])


def problem(status: int, title: str, detail: str, faults: list[dict[str, Any]] | None = None) -> Response:
    """A response with a problem."""
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:request:{g.get('request_id', '')}",
        "faults": faults or [],
    }
    return Response(json.dumps(content, ensure_ascii=False), status=status, mimetype=TYPE)


def _of_http(error: HTTPException) -> Response:
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    code = error.code or 500
    if code < 400:
        return Response(error.get_body(), code, error.get_headers())
    response = problem(code, _TITLES.get(code, "请求有误"), _TITLES.get(code, "请求有误") + "。")
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def _body() -> object:
    return request.get_json(silent=True)
