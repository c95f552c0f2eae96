# The commands of the README. Each makes its own environment in .venv first, and needs nothing but make and Python.
# Without make (Windows): py tools\environment.py, then the programs in .venv\Scripts.

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench bench-feeds bench-province soak bundle pictures environment lock clean

BIN := .venv/bin
OUT := out/demo

# The first interpreter that has what the lock was made for; `make PYTHON=/path/to/python demo` names another.
PYTHON = $(shell for python in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null && echo "$$python" && break; \
	done)

help:
	@echo 'make demo   排出示例县一个季度的值班表、公告和日历 / solve and publish the example county'
	@echo 'make test   运行全部测试 / run all tests'
	@echo 'make lint   检查代码：ruff、mypy、分层 / lint, types, layers'
	@echo 'make bench  跑基准测试，写成 docs/benchmarks.md / measure, and write the table (BENCH="--quick" for a short run)'
	@echo 'make bench-feeds     日历订阅与 nginx、Radicale 同机对比（需要 nginx、wrk）/ feeds beside nginx and Radicale'
	@echo 'make bench-province  测一个县的用量，算出全省的配置（需要 wrk）/ what a county costs, and what a province needs'
	@echo 'make soak   在一个季度当中随机杀进程等，写成 docs/bad-days.md（SOAK="--kills 9" 改次数）/ bad days, and write what was seen'
	@echo 'make bundle  打离线安装包到 dist/（BUNDLE="--platform windows-x64 --python 3.11"）/ archives for offices without the internet'
	@echo 'make pictures  重画 docs/pictures 里的图（需要 tools/apt.txt 里的软件）/ draw the pictures of the documents anew'
	@echo 'make lock   按 pyproject.toml 重新锁定依赖（需要 uv；UPGRADE=1 全部升级）/ lock the dependencies anew'
	@echo 'make clean  删除环境和产物 / remove the environment and all products'

demo: environment
	@mkdir -p $(dir $(OUT))
	@$(BIN)/lunzhi solve examples/e.yaml -o $(OUT)
	@echo "排班表、公告和日历在 / roster, notices and feeds are in: $(CURDIR)/$(OUT)"

test: environment
	@$(BIN)/pytest --numprocesses=auto --dist=worksteal

lint: environment
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: environment
	@$(BIN)/python -m bench $(BENCH)

bench-feeds: environment
	@$(BIN)/python -m bench.served.feeds $(BENCH)

bench-province: environment
	@$(BIN)/python -m bench.served.province $(BENCH)

soak: environment
	@$(BIN)/python -m tests.api.soak $(SOAK)

bundle: environment
	@$(BIN)/python -m tools.bundle $(BUNDLE)

pictures: environment
	@$(BIN)/python tools/page_pictures.py
	@$(BIN)/python tools/word_pictures.py
	@$(BIN)/python -m tools.excel_pictures
	@$(BIN)/python -m tools.service_pictures

environment:
	@python="$(PYTHON)"; \
	test -n "$$python" || { echo '需要 Python 3.11 至 3.14，请先安装 / Python 3.11 to 3.14 is needed, none was found' >&2; exit 1; }; \
	"$$python" tools/environment.py

# Every platform and interpreter at once, from the public index alone, so that no machine's settings get into the lock.
lock:
	uv --no-config pip compile pyproject.toml --group dev --output-file requirements.lock $(if $(UPGRADE),--upgrade) \
	  --universal --generate-hashes --no-annotate --no-emit-index-url --default-index https://pypi.org/simple \
	  --custom-compile-command 'make lock' --quiet

clean:
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
