def check_phrase(value: str) -> str:
    return value
