# docs
from etiquette import AuthenticatedClient
from etiquette.api.labeling import submit_page, take_page
from etiquette.models import Answer, TakenPage, SubmitRequest, SubmitResults, TakePageRequest


def answer_first_page(api: str, token: str, project: str) -> list[str]:
    client = AuthenticatedClient(base_url=api, token=token, follow_redirects=True)
    page = take_page.sync(project, client=client, body=TakePageRequest(size=1))
    assert isinstance(page, TakenPage), page
    answers = [Answer(item=item.id, labels=["Bag"]) for item in page.items]
    submitted = submit_page.sync(project, page.id, client=client, body=SubmitRequest(answers=answers))
    assert isinstance(submitted, SubmitResults), submitted
    return [result.status for result in submitted.results]
