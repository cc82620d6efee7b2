# docs
import etiquette


def answer_first_page(api: str, token: str, project: str) -> list[str]:
    configuration = etiquette.Configuration(host=api, access_token=token)
    with etiquette.ApiClient(configuration) as client:
        labeling = etiquette.LabelingApi(client)
        page = labeling.take_page(project, etiquette.TakePageRequest(size=1))
        answers = [etiquette.Answer(item=item.id, labels=["Bag"]) for item in page.items]
        submitted = labeling.submit_page(project, page.id, etiquette.SubmitRequest(answers=answers))
        return [result.status for result in submitted.results]
