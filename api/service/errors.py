"""Why something was not done. Each has its HTTP status (RFC 9110), and a reason in Chinese."""

from __future__ import annotations

from typing import ClassVar


class ServiceError(Exception):
    """Something was not done; `reason` is one line of Chinese."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "服务出错"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class UnauthenticatedError(ServiceError):
    """It is not known who asks."""

    status = 401
    title = "需要登录"


class ForbiddenError(ServiceError):
    """Who asks may not do it."""

    status = 403
    title = "没有权限"


class NotFoundError(ServiceError):
    """There is no such thing, or who asks may not know of it."""

    status = 404
    title = "没有找到"


class ConflictError(ServiceError):
    """The state of things does not allow it."""

    status = 409
    title = "与现状冲突"


class GoneError(ServiceError):
    """It was there, and is no more."""

    status = 410
    title = "已停用"


class StaleError(ServiceError):
    """It was changed since who asks has read it."""

    status = 412
    title = "内容已被别人改过"


class UnconditionalError(ServiceError):
    """A change has to say which edition it changes."""

    status = 428
    title = "缺少 If-Match"


class TooManyError(ServiceError):
    """Too many tries; `seconds` until the next one."""

    status = 429
    title = "尝试次数过多"

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__(reason)
        self.seconds = seconds


class BusyError(ServiceError):
    """Too many at once; `seconds` until it may be free."""

    status = 503
    title = "暂时无法服务"

    def __init__(self, reason: str, seconds: int) -> None:
        super().__init__(reason)
        self.seconds = seconds
