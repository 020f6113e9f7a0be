"""What `asiansite init --ci` writes: valid by the services' schemas, and each of its commands is carried out here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import asiansite
from tests.functional.commands import here
from tests.functional.outputs import contents
from tests.functional.packages import environment_in, install, run, wheel_in
from tests.functional.runners import GitHub, GitLab, environment_of, read
from tests.functional.sites import Site

WHEEL = f"ci/asiansite-{asiansite.__version__}-py3-none-any.whl"
GITHUB = ".github/workflows/site.yml"
GITLAB = ".gitlab-ci.yml"
SCHEMAS = {GITHUB: "vendor.github-workflows", GITLAB: "vendor.gitlab-ci"}

ACTIONS = [
    "actions/checkout@v7",
    "actions/setup-python@v7",
    "actions/cache/restore@v6",
    "actions/configure-pages@v6",
    "actions/cache/save@v6",
    "actions/upload-pages-artifact@v5",
    "actions/deploy-pages@v5",
]
"""What a run that publishes uses, in this order."""

LOOKING = ACTIONS[:3]
"""What a run uses that publishes nothing: a pull request's."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as an editor has installed it, from a wheel that is still there."""
    folder = tmp_path_factory.mktemp("editor")
    made = environment_in(folder)
    (folder / "dist").mkdir()
    install(wheel_in(folder / "dist"), made)
    return made / "bin/asiansite"


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """What CI begins with: Python with pip, and for pip what it would fetch; asiansite is not there."""
    folder = tmp_path / "runner"
    folder.mkdir()
    return environment_of(environment_in(folder, "pip"))


@pytest.fixture(scope="module")
def newsroom(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site for both services, to be copied."""
    folder = tmp_path_factory.mktemp("newsroom")
    run(program, "init", "site", "--ci", "github", cwd=folder)
    run(program, "init", "site", "--ci", "gitlab", cwd=folder)
    return folder / "site"


@pytest.fixture
def site(newsroom: Path, tmp_path: Path) -> Path:
    """A checkout of it."""
    return Path(shutil.copytree(newsroom, tmp_path / "checkout", ignore=shutil.ignore_patterns(".asiansite")))


@pytest.fixture
def online(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """The folder that is online below /news/, and its URL."""
    folder = tmp_path / "online/news"
    folder.mkdir(parents=True)
    handler = partial(_Quiet, directory=str(folder.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}/news"
        server.shutdown()
        thread.join()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def on_github(
    site: Path, event: str, env: dict[str, str], url: str = "https://name.github.io/news"
) -> GitHub:
    number = len(list(site.parent.glob("temp*")))
    answers = {"steps.pages.outputs.base_url": url}
    return GitHub(read(site / GITHUB), site, site.parent / f"temp{number}", event, env, answers).run()


def article(site: Path, name: str, text: str, date: str = "2026-02-01") -> Path:
    path = site / f"content/articles/{name}.md"
    path.write_text(
        f"---\ntitle: The story of {name}\nauthor: news-desk\ndate: {date}\nsection: news\n---\n\n{text}\n",
        encoding="utf-8",
    )
    return path


# --- what is written ---


def test_a_new_site_comes_with_its_workflow(newsroom: Path) -> None:
    assert (newsroom / "content/articles/2026-01-05-welcome.md").is_file()
    for path, schema in SCHEMAS.items():
        valid_by(schema, newsroom / path)
        text = (newsroom / path).read_text("utf-8")
        assert not re.search(r"@[a-z]+@", text)
        assert f"{sys.version_info.major}.{sys.version_info.minor}" in text
        assert all(line.isprintable() and len(line) < 240 for line in text.splitlines())
    assert (newsroom / WHEEL).read_bytes().startswith(b"PK")


def valid_by(schema: str, path: Path) -> None:
    """Valid by a schema of SchemaStore's, which the validator carries: no network."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schemas_refuse_what_is_no_workflow(tmp_path: Path, newsroom: Path) -> None:
    for path, schema in SCHEMAS.items():
        broken = tmp_path / "broken.yml"
        text = (newsroom / path).read_text("utf-8")
        for old, new in (("runs-on: ubuntu-latest", "runs_on: x"), ("stage: deploy", "stage: {}")):
            text = text.replace(old, new)
        broken.write_text(text, encoding="utf-8")
        with pytest.raises(AssertionError):
            valid_by(schema, broken)


def test_each_requirement_has_one_version(newsroom: Path) -> None:
    lines = [
        line
        for line in (newsroom / "ci/requirements.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert lines[0] == f"./{WHEEL}"
    assert {line.partition("==")[0] for line in lines[1:]} >= {"jinja2", "starlette", "anyio", "tzdata"}
    assert all(re.fullmatch(r"[a-z0-9-]+==[\w.]+", line) for line in lines[1:])
    assert not [line for line in lines if line.startswith(("pytest", "pagefind", "asiansite"))]


def test_a_site_that_is_there_gets_the_workflow_and_nothing_else(
    program: Path, own_site: Site, tmp_path: Path
) -> None:
    site = Path(
        shutil.copytree(own_site.folder, tmp_path / "site", ignore=shutil.ignore_patterns(".asiansite"))
    )
    before = contents(site)
    said = run(program, "init", site, "--ci", "github", cwd=tmp_path)
    after = {path: data for path, data in contents(site).items() if not path.startswith(".asiansite/")}
    assert set(after) - set(before) == {GITHUB, "ci/requirements.txt", WHEEL}
    assert {path: after[path] for path in before} == before
    assert "A new site" not in said
    assert "Settings, Pages, Source: GitHub Actions" in said
    valid_by(SCHEMAS[GITHUB], site / GITHUB)
    # It has search, and stories to come.
    assert "asiansite build --search --locked" in (site / GITHUB).read_text("utf-8")
    assert f"./{WHEEL}[search]\n" in (site / "ci/requirements.txt").read_text("utf-8")
    schedule = read(site / GITHUB)["on"]["schedule"]
    assert schedule[0] == {"cron": "11,41 * * * *"}
    known = run(program, "next", "--cron", "github", "--site", site, cwd=tmp_path)
    assert [line["cron"] for line in schedule[1:]] == re.findall('cron: "(.*)"', known)


def test_nothing_is_written_over(site: Path, tmp_path: Path) -> None:
    before = contents(site)
    done = here("init", site, "--ci", "github", cwd=tmp_path)
    assert (done.status, done.out, done.slugs) == (2, "", ["workflow-exists"])
    assert contents(site) == before
    (site / GITHUB).unlink()
    (site / "ci/requirements.txt").write_text("./ci/mine.whl\n", encoding="utf-8")
    (site / WHEEL).unlink()
    done = here("init", site, "--ci", "github", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    assert re.search(r"kept +checkout/ci/requirements.txt", done.out)
    assert (site / "ci/requirements.txt").read_text("utf-8") == "./ci/mine.whl\n"
    assert not (site / WHEEL).exists()


def test_below_the_top_of_a_repository_nobody_would_look(site: Path, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (site / GITHUB).unlink()
    for folder in (site, tmp_path / "new"):
        done = here("init", folder, "--ci", "github", cwd=tmp_path)
        assert (done.status, done.out, done.slugs) == (2, "", ["workflow-not-at-top"])
    assert not (tmp_path / "new").exists()
    (site / ".git").mkdir()
    assert here("init", site, "--ci", "github", cwd=tmp_path).status == 0


def test_a_program_that_came_from_no_wheel_asks_for_one(tmp_path: Path) -> None:
    # As the one that runs here may have: installed from its folder.
    done = here("init", "site", "--ci", "gitlab", cwd=tmp_path)
    assert done.status == 0
    assert (WHEEL in done.out) and (("missing" in done.out) is not (tmp_path / "site" / WHEEL).exists())


def test_a_site_with_an_error_is_told_of_it(site: Path, tmp_path: Path) -> None:
    (site / GITHUB).unlink()
    article(site, "vote", "A vote.", date="tomorrow")
    done = here("init", site, "--ci", "github", cwd=tmp_path)
    assert (done.status, done.slugs) == (1, ["date-not-a-date"])
    assert not (site / GITHUB).exists()


# --- GitHub ---


def test_a_push_installs_builds_checks_and_deploys(
    site: Path, env: dict[str, str], online: tuple[Path, str]
) -> None:
    pushed = on_github(site, "push", env, url=online[1])
    assert pushed.failed == []
    assert pushed.used == ACTIONS
    assert [step.name for step in pushed.steps] == [
        "Install asiansite",
        "Build",
        "Compare with what is online",
        "Tell what the schedule could know",
        "Check",
    ]
    assert re.search(r"public: \d+ pages", pushed.said("Build"))
    assert pushed.said("Check") == "nothing is wrong in 1 article\n"
    # Below a path: the address that Pages told, not the one in site.yaml.
    front = (site / "public/index.html").read_text("utf-8")
    assert 'href="/news/' in front
    assert f'rel="canonical" href="{online[1]}/"' in front
    assert "news.example.org" not in front
    # What has been published is not written down by CI.
    assert not (site / "urls.lock").exists()


def test_a_scheduled_run_deploys_what_differs_from_what_is_online(
    site: Path, env: dict[str, str], online: tuple[Path, str]
) -> None:
    folder, url = online
    first = on_github(site, "schedule", env, url)
    assert first.used == ACTIONS
    assert "Check" not in [step.name for step in first.steps]
    shutil.copytree(site / "public", folder, dirs_exist_ok=True)
    again = on_github(site, "schedule", env, url)
    assert again.used == ACTIONS[:4]
    assert "Nothing has changed" in again.said("Compare with what is online")
    assert re.search(r"\b0 rendered, 0 files written", again.said("Build"))
    # A push deploys in any case; what was built and never came online, the next scheduled run brings.
    assert on_github(site, "push", env, url).used == ACTIONS
    article(site, "ferry", "The ferry runs.")
    on_github(site, "pull_request", env, url)
    assert on_github(site, "schedule", env, url).used == ACTIONS
    # Nor does a host that does not answer keep anything back.
    shutil.copytree(site / "public", folder, dirs_exist_ok=True)
    assert on_github(site, "schedule", env, url).used == ACTIONS[:4]
    assert on_github(site, "schedule", env, url.replace("/news", "/gone")).used == ACTIONS


def test_a_pull_request_is_built_and_checked_and_deploys_nothing(site: Path, env: dict[str, str]) -> None:
    article(site, "ferry", "See [the ports](#ports).")
    done = on_github(site, "pull_request", env)
    assert (done.failed, done.used) == ([], LOOKING)
    assert [step.name for step in done.steps] == ["Install asiansite", "Build", "Check"]
    assert "::warning file=content/articles/ferry.md,line=8,col=17,title=anchor-missing::" in done.said(
        "Check"
    )
    # Its address is the one in site.yaml: it has no other.
    assert "https://news.example.org/" in (site / "public/index.html").read_text("utf-8")


def test_an_error_publishes_nothing_and_stands_at_its_line(site: Path, env: dict[str, str]) -> None:
    article(site, "vote", "A vote.", date="tomorrow")
    for event, used in (("pull_request", LOOKING), ("push", ACTIONS[:4])):
        done = on_github(site, event, env)
        assert done.failed == ["Build", "Check"]
        assert done.used == used
        assert "::error file=content/articles/vote.md,line=4,col=7,title=date-not-a-date::" in done.said(
            "Check"
        )
    assert not (site / "public").exists()


def test_what_check_alone_calls_an_error_keeps_no_story_back(site: Path, env: dict[str, str]) -> None:
    with (site / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("checks:\n  anchor-missing: error\n")
    article(site, "ferry", "See [the ports](#ports).")
    done = on_github(site, "push", env)
    assert done.failed == ["Check"]
    assert done.used == ACTIONS


def test_a_push_tells_which_moments_the_schedule_does_not_know(site: Path, env: dict[str, str]) -> None:
    article(site, "ferry", "The ferry runs.", date="2027-03-01 09:02")
    done = on_github(site, "push", env)
    assert done.failed == []
    said = done.said("Tell what the schedule could know")
    assert said.startswith(f"::notice file={GITHUB},title=schedule::1 moments wait")
    summary = (done.temp / "summary.md").read_text("utf-8")
    (line,) = re.findall(r"^    - cron: .*$", summary, re.MULTILINE)
    text = (site / GITHUB).read_text("utf-8")
    (site / GITHUB).write_text(
        text.replace('    - cron: "11,41 * * * *"\n', f'    - cron: "11,41 * * * *"\n{line}\n'),
        encoding="utf-8",
    )
    valid_by(SCHEMAS[GITHUB], site / GITHUB)
    told = on_github(site, "push", env)
    assert told.said("Tell what the schedule could know") == ""
    assert not (told.temp / "summary.md").exists()


def test_the_outlets_own_site_comes_online_with_its_search(
    program: Path, own_site: Site, online: tuple[Path, str], tmp_path: Path
) -> None:
    ignore = shutil.ignore_patterns(".asiansite")
    site = Path(shutil.copytree(own_site.folder, tmp_path / "site", ignore=ignore))
    run(program, "init", site, "--ci", "github", cwd=tmp_path)
    (tmp_path / "runner").mkdir()
    env = environment_of(environment_in(tmp_path / "runner", "pip", "pagefind-bin"))
    folder, url = online
    pushed = on_github(site, "push", env, url)
    assert (pushed.failed, pushed.used) == ([], ACTIONS)
    assert (site / "public/search/index/pagefind-entry.json").is_file()
    assert pushed.said("Tell what the schedule could know") == ""
    shutil.copytree(site / "public", folder, dirs_exist_ok=True)
    assert on_github(site, "schedule", env, url).used == ACTIONS[:4]


def test_only_what_deploys_may_write(newsroom: Path) -> None:
    workflow = read(newsroom / GITHUB)
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow["jobs"]["deploy"]["environment"]["name"] == "github-pages"
    assert workflow["concurrency"]["group"] == "site-${{ github.ref }}"


# --- GitLab ---


def on_gitlab(site: Path, env: dict[str, str], source: str, **more: str) -> GitLab:
    variables = {
        "CI_PIPELINE_SOURCE": source,
        "CI_DEFAULT_BRANCH": "main",
        "CI_COMMIT_BRANCH": "" if source == "merge_request_event" else "main",
        "CI_PROJECT_DIR": str(site),
        "CI_PAGES_URL": "https://group.gitlab.io/news",
    }
    return GitLab(read(site / GITLAB), site, variables | more, env).run()


def test_a_pipeline_builds_checks_and_leaves_the_site_in_public(site: Path, env: dict[str, str]) -> None:
    done = on_gitlab(site, env, "push")
    assert set(done.jobs) == {"check", "pages"}
    assert [step for steps in done.jobs.values() for step in steps if step.status] == []
    assert read(site / GITLAB)["pages"]["artifacts"]["paths"] == ["public"]
    front = (site / "public/index.html").read_text("utf-8")
    assert 'rel="canonical" href="https://group.gitlab.io/news/"' in front
    assert not (site / "urls.lock").exists()
    # With a domain of its own, as the comment says.
    text = (site / GITLAB).read_text("utf-8")
    (site / GITLAB).write_text(text.replace("BASE_URL: $CI_PAGES_URL", 'BASE_URL: ""'), encoding="utf-8")
    on_gitlab(site, env, "push")
    assert 'rel="canonical" href="https://news.example.org/"' in (site / "public/index.html").read_text(
        "utf-8"
    )


def test_a_scheduled_pipeline_publishes_and_tells_how_to_be_to_the_minute(
    site: Path, env: dict[str, str]
) -> None:
    article(site, "ferry", "The ferry runs.", date="2027-03-01 09:02")
    done = on_gitlab(site, env, "schedule")
    assert list(done.jobs) == ["pages"]
    assert [step.status for step in done.jobs["pages"]] == [0, 0, 0]
    assert "glab schedule create --cron '5 1 1 3 *'" in done.jobs["pages"][-1].said


def test_a_merge_request_is_built_and_checked_and_deploys_nothing(site: Path, env: dict[str, str]) -> None:
    article(site, "vote", "A vote.", date="tomorrow")
    done = on_gitlab(site, env, "merge_request_event")
    assert set(done.jobs) == {"build", "check"}
    for steps in done.jobs.values():
        assert (steps[-1].status, "date-not-a-date" in steps[-1].said) == (1, True)
    assert on_gitlab(site, env, "push", CI_COMMIT_BRANCH="a-branch").jobs == {}
