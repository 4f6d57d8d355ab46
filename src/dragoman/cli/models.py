"""Commands about the models on this machine: list, verify, install."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from dragoman.cli.shell import HERE, FolderOption, app, err, one_of, plain, print_json
from dragoman.errors import UsageError, WorldError
from dragoman.language.codes import base_language
from dragoman.newsroom.settings import FILE_NAME, load_settings
from dragoman.translation import (
    MODEL_LICENCE,
    Model,
    ModelProblem,
    cached_models,
    fetch,
    find_models,
    inspect_model,
    offers_for,
    prove_model,
    read_model,
)

models = typer.Typer(help="The models that engines translate with.", no_args_is_help=True)
app.add_typer(models, name="models")


@models.command("list")
def list_models(
    folder: FolderOption = HERE,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Every model that was found, where it lies, what it is, and what is wrong with others.

    Example: dragoman models list
    """
    one_of(form, ("text", "json"), "--format")
    found = _found(folder)
    rows = [_row(model) for model in found if isinstance(model, Model)]
    problems = [row["problem"] for row in rows if row["problem"]]
    problems += [one.reason for one in found if isinstance(one, ModelProblem)]
    if form == "json":
        print_json({"models": rows, "problems": problems})
        return
    for row in rows:
        plain(
            f"{row['source']} -> {row['target']}  {row['size'] / 1e6:.1f} MB  "
            f"{row['shape'] or 'of a shape that cannot be run'}  sha256 {row['sha256']}\n"
            f"  {row['folder']}"
        )
    for problem in problems:
        plain(f"not usable: {problem}")
    if not rows and not problems:
        plain("no models: dragoman models install en-pt")


@models.command()
def verify(
    pair: Annotated[str, typer.Argument(help="A pair such as en-pt; all by default.")] = "",
    folder: FolderOption = HERE,
) -> None:
    """Read the models' files anew, load each and have it translate a date. Ends with 1 on damage.

    Example: dragoman models verify en-pt
    """
    wanted = _pair(pair) if pair else None
    found = _found(folder)
    whole = [
        model
        for model in found
        if isinstance(model, Model) and wanted in (None, (model.source, model.target))
    ]
    if pair and not whole:
        raise UsageError(f"there is no model for {pair}: `dragoman models list` says what there is")
    broken = [one.reason for one in found if isinstance(one, ModelProblem)] if not pair else []
    proofs = [prove_model(model) for model in whole]
    for proof in proofs:
        model = proof.model
        if not proof.problem:
            plain(
                f"{model.source} -> {model.variant}  sound  sha256 {model.sha256}\n"
                f"  {proof.sentence} -> {proof.translation}"
            )
    broken += [proof.problem for proof in proofs if proof.problem]
    for problem in broken:
        plain(f"broken: {problem}")
    sound = sum(not proof.problem for proof in proofs)
    plain(f"{sound} models sound, {len(broken)} broken")
    if broken:
        raise typer.Exit(1)


@models.command()
def install(
    pair: Annotated[str, typer.Argument(help="A pair such as es-en.")],
    into: Annotated[str, typer.Option(help="A folder instead of fxtranslate's cache.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Fetch without asking.")] = False,
) -> None:
    """Fetch a model of Mozilla's, after saying how large it is and under which licence.

    Example: dragoman models install es-en
    """
    source, target = _pair(pair)
    cache = Path(into) if into else cached_models()
    offers = offers_for(source, target)
    if len(offers) > 1:
        plain(f"{pair} goes through {offers[0].target}: two models")
    for offer in offers:
        plain(
            f"{offer.pair}  version {offer.version}  {offer.architecture}  "
            f"{offer.size / 1e6:.1f} MB to fetch  licence {MODEL_LICENCE}"
        )
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nothing was fetched: say --yes to fetch without being asked")
        if not typer.confirm(f"Fetch into {cache}?"):
            raise typer.Exit(0)
    for offer in offers:
        model = read_model(fetch(offer, cache, progress=err.is_terminal))
        if isinstance(model, ModelProblem):
            raise WorldError(f"{model.reason}\nThe model was fetched and cannot be used")
        plain(f"{model.source} -> {model.variant}  sha256 {model.sha256}\n  {model.folder}")
    if into:
        plain(f'name the folder in {FILE_NAME}: engines.models = ["{into}"]')


def _found(folder: Path) -> list[Model | ModelProblem]:
    """The models of the newsroom in `folder`, or those of this machine where there is none."""
    named: tuple[str, ...] = ()
    if (folder / FILE_NAME).exists():
        named = load_settings(folder).engines.models
    return find_models([folder / name for name in named])


def _row(model: Model) -> dict[str, Any]:
    """One model with what a look into its files tells."""
    looked = inspect_model(model)
    return {
        "source": model.source,
        "target": model.variant,
        "name": model.name,
        "folder": str(model.folder),
        "size": looked.size,
        "shape": looked.shape,
        "sha256": model.sha256,
        "problem": looked.problem,
    }


def _pair(written: str) -> tuple[str, str]:
    """Source and target of a pair. Raises `UsageError` for what is none."""
    first, _, second = written.replace(">", "-").replace("--", "-").partition("-")
    source, target = base_language(first), base_language(second)
    if not source or not target or source == target:
        raise UsageError(f"{written} is no pair of languages: write it as es-en")
    return source, target
