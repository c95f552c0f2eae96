"""The API's documents: served from here alone, under the strict policy of all pages."""

from __future__ import annotations

from typing import Any

DOC_ENDPOINTS = ("openapi.", "swagger.")

SECURITY: dict[str, Any] = {
    "key": {"type": "http", "scheme": "bearer", "description": "程序用的密钥"},
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "lunzhi",
        "description": "登录后的会话；修改时另发 X-CSRFToken",
    },
}

SWAGGER_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="UTF-8">
<title>轮值 HTTP API</title>
<link rel="stylesheet" href="swagger/css/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="swagger/js/swagger-ui-bundle.js"></script>
<script nonce="{{ csp_nonce() }}">
SwaggerUIBundle({url: {{ doc_url|tojson }}, dom_id: "#swagger-ui", deepLinking: true});
</script>
</body>
</html>
"""
