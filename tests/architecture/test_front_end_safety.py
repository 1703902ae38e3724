"""What the front end never does: make markup of text, keep what is not its own, load from elsewhere."""

import json
import re
from functools import cache

from tests.architecture.sources import ROOT

FRONT_END = ROOT / "frontend"


@cache
def sources() -> dict[str, str]:
    """Every source of the front end that a person wrote, by its path; tests are not among them."""
    paths = [path for path in (FRONT_END / "src").rglob("*") if path.suffix in {".ts", ".tsx", ".css"}]
    written = [path for path in paths if "gql" not in path.parts and ".test." not in path.name]
    return {str(path.relative_to(FRONT_END)): path.read_text(encoding="utf-8") for path in written}


def found(expression: str) -> set[tuple[str, str]]:
    """Where an expression stands, with what it met."""
    return {(path, met[0]) for path, text in sources().items() for met in re.finditer(expression, text)}


def test_text_is_never_made_markup_or_code() -> None:
    assert len(sources()) > 40
    assert found(r"dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML|document\.write|srcdoc") == set()
    assert found(r"\beval\(|new Function\(|setTimeout\(\s*['\"`]|javascript:") == set()


def test_no_object_is_merged_with_a_strangers_keys() -> None:
    assert found(r"__proto__|Object\.assign\(|setPrototypeOf|\bmerge\(|\bfor \((?:const|let|var) \w+ in\b") == set()


def test_pages_speak_to_no_other_window() -> None:
    assert found(r"postMessage|addEventListener\(\s*['\"]message|window\.opener|new WebSocket|importScripts") == set()


def test_a_browser_keeps_the_province_last_used_what_a_cadre_needs_without_network_and_nothing_else() -> None:
    kept = found(r"(local|session)Storage\.\w+\([^)]*\)|indexedDB|caches\.\w+|document\.cookie|serviceWorker\.\w+")
    stores = found(r"extends Dexie|new Dexie|\.stores\([^)]*\)")

    assert kept == {
        ("src/features/session/SignInPage.tsx", "localStorage.setItem(REMEMBERED, credentials.tenant)"),
        ("src/features/session/SignInPage.tsx", "localStorage.getItem(REMEMBERED)"),
        ("src/app/shell.ts", "serviceWorker.register"),
    }
    assert stores == {
        ("src/features/entries/phone.ts", "extends Dexie"),
        (
            "src/features/entries/phone.ts",
            ".stores({ entries: 'id, state, day', photos: 'id, state, entryId', seen: 'name' })",
        ),
        ("src/features/entries/phone.ts", ".stores({ logs: 'day, state', drafts: 'day', carried: 'photoId' })"),
        ("src/features/entries/phone.ts", ".stores({ facts: 'name' })"),
    }


def test_what_the_service_answers_is_never_kept_beside_the_pages() -> None:
    worker = (FRONT_END / "dist" / "sw.js").read_text(encoding="utf-8")
    kept = set(re.findall(r'url:"([^"]*)"', worker))

    assert {"index.html", "manifest.webmanifest"} < kept
    assert [url for url in kept if not re.fullmatch(r"(assets/[\w.-]+\.(js|css)|[\w-]+\.\w+)", url)] == []
    assert "runtimeCaching" not in (FRONT_END / "vite.config.ts").read_text(encoding="utf-8")
    assert re.findall(r"(?:NetworkFirst|CacheFirst|CacheOnly|StaleWhileRevalidate)\(", worker) == []


def test_everything_is_loaded_from_our_own_origin() -> None:
    pages = [FRONT_END / "index.html", FRONT_END / "dist" / "index.html"]
    addresses = {address for page in pages for address in re.findall(r'(?:src|href)="([^"]*)"', page.read_text())}

    assert len(addresses) > 3
    assert [address for address in addresses if not re.match(r"/[^/]", address)] == []
    assert found(r"https?://(?!www\.w3\.org/)[^\s'\"`]+|@import|url\(\s*['\"]?//") == set()
    assert [page.name for page in pages if re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=", page.read_text())] == []


def test_passwords_are_masked_and_left_to_the_password_manager() -> None:
    fields = found(r"<Input\.Password[^>]*>")
    words = {word for _, field in fields for word in re.findall(r'autoComplete="([^"]*)"', field)}

    assert len(fields) >= 3
    assert all("autoComplete=" in field for _, field in fields)
    assert words == {"current-password", "new-password"}
    assert found(r"on(Paste|Copy|Cut|ContextMenu)\b") == set()


def test_packages_are_locked_to_versions_and_their_digests() -> None:
    package = json.loads((FRONT_END / "package.json").read_text(encoding="utf-8"))
    lock = json.loads((FRONT_END / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    asked = package["dependencies"] | package["devDependencies"]

    assert [name for name, version in asked.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)] == []
    assert len(lock) > 100
    assert [name for name, held in lock.items() if name and not held["integrity"].startswith("sha512-")] == []
    assert "npm ci" in (ROOT / "Makefile").read_text(encoding="utf-8")
