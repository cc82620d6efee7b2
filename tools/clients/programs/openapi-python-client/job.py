"""The whole labeling job by the client that openapi-python-client makes."""

import hashlib
import os
import time
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

from etiquette import AuthenticatedClient, models
from etiquette.api.datasets import put_dataset
from etiquette.api.datastores import browse_datastore, put_datastore
from etiquette.api.exports import get_export, get_export_file, start_export
from etiquette.api.labeling import get_item_content, submit_page, take_page
from etiquette.api.operations import get_operation
from etiquette.api.projects import delete_project, get_progress, get_project, put_project, update_project
from etiquette.api.review import accept_skips, approve_items, get_item, label_item, list_items, reject_items
from etiquette.types import UNSET, Response
from first_page import answer_first_page

api = os.environ["API"]
token = os.environ["TOKEN"]
name = os.environ["NAME"]
client = AuthenticatedClient(base_url=api, token=token, follow_redirects=True)
T = TypeVar("T")


def step(title: str, value: str) -> None:
    print(f"{title}: {value}", flush=True)


def done(answer: T | models.ErrorResponse | None) -> T:
    if answer is None or isinstance(answer, models.ErrorResponse):
        raise RuntimeError(f"refused: {answer}")
    return answer


def follow(operation: str) -> str:
    for _ in range(600):
        status = done(get_operation.sync(operation, client=client)).status
        if status not in ("NotStarted", "Running"):
            return status
        time.sleep(0.2)
    return "still running"


def refusal_of(response: Response) -> str:
    if not isinstance(response.parsed, models.ErrorResponse):
        return "no error"
    return f"{response.status_code.value} {response.parsed.error.code}"


def statuses(answer) -> str:
    return " ".join(result.status for result in done(answer).results)


def set_up() -> None:
    datastore = done(
        put_datastore.sync(
            name,
            client=client,
            body=models.DatastoreRequest(
                type_=models.DatastoreType.AZUREBLOB,
                container_url=os.environ["CONTAINER_URL"],
                credential=models.Credential(type_=models.CredentialType.MANAGEDIDENTITY),
            ),
        )
    )
    step("datastore", f"{datastore.type_} {datastore.credential.type_}")
    root = done(browse_datastore.sync(name, client=client))
    folders = [one for one in root.value if one.kind == "Folder"]
    files = done(browse_datastore.sync(name, client=client, prefix="Bag/")).value
    step("browse", f"{len(folders)} folders, {len(files)} files of {sum(file.size for file in files)} bytes")
    dataset = done(
        put_dataset.sync(
            name,
            client=client,
            body=models.DatasetRequest(media_type=models.MediaType.IMAGE, datastore=name, path="**"),
        )
    )
    step("dataset", f"{dataset.media_type}")
    project = done(
        put_project.sync(
            name,
            client=client,
            body=models.ProjectRequest(
                media_type=models.MediaType.IMAGE,
                task_type=models.TaskType.MULTICLASS,
                dataset=name,
                label_classes=[models.LabelClass(name=one) for one in ("Bag", "Ankle boot", "Coat", "Größe ≠")],
            ),
        )
    )
    step("project", ", ".join(one.name for one in project.label_classes))
    step("import", f"{follow(project.operation.id)}, {done(get_project.sync(name, client=client)).status}")


def label() -> list[str]:
    step("first page", " ".join(answer_first_page(api, token, name)))
    take = models.TakePageRequest(size=5)
    page = done(take_page.sync(name, client=client, body=take))
    waiting = "none" if page.waiting is UNSET else page.waiting
    step("page", f"{len(page.items)} items, {len(page.label_classes)} classes, waiting {waiting}")
    again = done(take_page.sync(name, client=client, body=take))
    step("page again", "same" if again.id == page.id else "another")
    image = done(get_item_content.sync(name, page.items[0].id, client=client)).payload.read()
    step("image", f"{page.items[0].path} {hashlib.sha256(image).hexdigest()}")
    items = [item.id for item in page.items]
    answers = [models.Answer(item=item, labels=["Ankle boot"]) for item in items[:4]]
    answers.append(models.Answer(item=items[4], skip=True, reason="cannot tell"))
    body = models.SubmitRequest(answers=answers)
    for title in ("submit", "submit again"):
        results = submit_page.sync(name, page.id, client=client, body=body, idempotency_key=f"{name}-1")
        step(title, statuses(results))
    progress = done(get_progress.sync(name, client=client))
    step("progress", f"{progress.labeled} labeled, {progress.skipped} skipped, {progress.unlabeled} unlabeled")
    return items


def list_all() -> None:
    found = lists = 0
    continuation = UNSET
    while lists < 20:
        part = done(list_items.sync(name, client=client, maxpagesize=5, continuation=continuation))
        found, lists = found + len(part.value), lists + 1
        if part.next_link is UNSET:
            break
        continuation = parse_qs(urlsplit(part.next_link).query)["continuation"][0]
    step("list", f"{found} items in {lists} lists")


def check(items: list[str]) -> None:
    approved = approve_items.sync(name, client=client, body=models.ItemsRequest(items=items[:2]))
    step("approve", statuses(approved))
    rejected = models.RejectRequest(items=[items[2]], comment="look again")
    step("reject", statuses(reject_items.sync(name, client=client, body=rejected)))
    accepted = accept_skips.sync(name, client=client, body=models.ItemsRequest(items=[items[4]]))
    step("accept skip", statuses(accepted))
    etag = done(get_item.sync(name, items[3], client=client)).etag
    coat = models.LabelRequest(labels=["Coat"])
    after = done(label_item.sync(name, items[3], client=client, body=coat, if_match=etag))
    step("relabel", f"{' '.join(after.labels)}, {after.state}")
    bag = models.LabelRequest(labels=["Bag"])
    step("stale", refusal_of(label_item.sync_detailed(name, items[3], client=client, body=bag, if_match=etag)))
    step("missing", refusal_of(get_item.sync_detailed(name, "0" * 32, client=client)))


def change() -> None:
    etag = done(get_project.sync(name, client=client)).etag
    patch = models.ProjectPatch(description="Shoes and bags")
    described = done(update_project.sync(name, client=client, body=patch, if_match=etag))
    step("patch", described.description or "none")
    patch = models.ProjectPatch(description=None)
    cleared = done(update_project.sync(name, client=client, body=patch, if_match=described.etag))
    step(
        "patch with null",
        f"{cleared.description or 'none'}, {len(cleared.label_classes)} classes, {cleared.incremental_refresh}",
    )


def export(export_format: models.ExportFormat) -> None:
    started = done(start_export.sync(name, client=client, body=models.StartExport(format_=export_format)))
    status = follow(started.operation.id)
    run = done(get_export.sync(name, started.id, client=client))
    for file in run.files:
        content = done(get_export_file.sync(name, run.id, file.name, client=client)).payload.read()
        sha256 = hashlib.sha256(content).hexdigest()
        step("file", f"{run.format_} {file.name} {file.size} {file.sha256} {sha256}")
    step("export", f"{run.format_} {status}, {run.exported_row_count} rows in {len(run.files)} files")


def remove() -> None:
    etag = done(get_project.sync(name, client=client)).etag
    deleting = done(delete_project.sync(name, client=client, if_match=etag))
    step("delete", follow(deleting.id))
    step("gone", refusal_of(get_project.sync_detailed(name, client=client)))


set_up()
labeled = label()
list_all()
check(labeled)
change()
for one in (models.ExportFormat.COCO, models.ExportFormat.CSV, models.ExportFormat.DATASET):
    export(one)
remove()
