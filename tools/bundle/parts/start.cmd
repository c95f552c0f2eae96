@echo off
chcp 65001 >nul
cd /d "%~dp0"
set PYTHONUTF8=1
py -@PYTHON@ -c "import sys; sys.exit(sys.maxsize < 2**32)" >nul 2>nul
if errorlevel 1 (
  echo 需要64位的 Python @PYTHON@，见“说明.txt”。
  pause
  exit /b 1
)
py -@PYTHON@ start.py %*
if errorlevel 1 pause
