// docs
import etiquette.ApiClient;
import etiquette.ApiException;
import etiquette.api.LabelingApi;
import etiquette.model.*;
import java.util.List;

class FirstPage {
  static List<String> answer(String api, String token, String project) throws ApiException {
    ApiClient client = new ApiClient();
    client.updateBaseUri(api);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    LabelingApi labeling = new LabelingApi(client);
    TakenPage page = labeling.takePage(project, new TakePageRequest().size(1), null, null);
    SubmitRequest submit = new SubmitRequest();
    for (PageItem item : page.getItems())
      submit.addAnswersItem(new Answer().item(item.getId()).labels(List.of("Bag")));
    SubmitResults submitted = labeling.submitPage(project, page.getId(), submit, null, null);
    return submitted.getResults().stream().map(result -> result.getStatus().toString()).toList();
  }
}
