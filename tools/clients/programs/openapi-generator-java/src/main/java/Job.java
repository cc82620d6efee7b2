import etiquette.ApiClient;
import etiquette.ApiException;
import etiquette.api.*;
import etiquette.model.*;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/** The whole labeling job by the client that openapi-generator makes for Java 11 and later. */
class Job {
  interface Call {
    void run() throws ApiException;
  }

  private final String api = System.getenv("API");
  private final String token = System.getenv("TOKEN");
  private final String name = System.getenv("NAME");
  private final ApiClient client = new ApiClient();
  private final DatastoresApi datastores;
  private final DatasetsApi datasets;
  private final ProjectsApi projects;
  private final LabelingApi labeling;
  private final ReviewApi review;
  private final ExportsApi exports;
  private final OperationsApi operations;

  Job() {
    client.updateBaseUri(api);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    datastores = new DatastoresApi(client);
    datasets = new DatasetsApi(client);
    projects = new ProjectsApi(client);
    labeling = new LabelingApi(client);
    review = new ReviewApi(client);
    exports = new ExportsApi(client);
    operations = new OperationsApi(client);
  }

  private static void step(String title, String value) {
    System.out.println(title + ": " + value);
  }

  private static String hash(File file) throws Exception {
    byte[] content = Files.readAllBytes(file.toPath());
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
  }

  private String refusalOf(Call call) throws IOException {
    try {
      call.run();
      return "no error";
    } catch (ApiException error) {
      ErrorResponse body = client.getObjectMapper().readValue(error.getResponseBody(), ErrorResponse.class);
      return error.getCode() + " " + body.getError().getCode();
    }
  }

  private String follow(String operation) throws Exception {
    for (int polls = 0; polls < 600; polls++) {
      String status = operations.getOperation(operation, null).getStatus().toString();
      if (!status.equals("NotStarted") && !status.equals("Running")) return status;
      Thread.sleep(200);
    }
    return "still running";
  }

  private static String statuses(SubmitResults results) {
    return results.getResults().stream().map(one -> one.getStatus().toString()).collect(Collectors.joining(" "));
  }

  private static String statuses(ReviewResults results) {
    return results.getResults().stream().map(one -> one.getStatus().toString()).collect(Collectors.joining(" "));
  }

  private void setUp() throws Exception {
    Datastore datastore = datastores.putDatastore(name, new DatastoreRequest()
        .type(DatastoreType.AZURE_BLOB)
        .containerUrl(System.getenv("CONTAINER_URL"))
        .credential(new Credential().type(CredentialType.MANAGED_IDENTITY)), null, null, null);
    step("datastore", datastore.getType() + " " + datastore.getCredential().getType());
    long folders = datastores.browseDatastore(name, null, null, null, null).getValue().stream()
        .filter(entry -> entry.getKind().toString().equals("Folder")).count();
    List<DatastoreEntry> files = datastores.browseDatastore(name, null, null, "Bag/", null).getValue();
    long bytes = files.stream().mapToLong(DatastoreEntry::getSize).sum();
    step("browse", folders + " folders, " + files.size() + " files of " + bytes + " bytes");
    Dataset dataset = datasets.putDataset(name,
        new DatasetRequest().mediaType(MediaType.IMAGE).datastore(name).path("**"), null, null, null);
    step("dataset", dataset.getMediaType().toString());
    ProjectRequest request =
        new ProjectRequest().mediaType(MediaType.IMAGE).taskType(TaskType.MULTI_CLASS).dataset(name);
    for (String one : List.of("Bag", "Ankle boot", "Coat", "Größe ≠"))
      request.addLabelClassesItem(new LabelClass().name(one));
    Project project = projects.putProject(name, request, null, null, null);
    step("project", project.getLabelClasses().stream().map(LabelClass::getName).collect(Collectors.joining(", ")));
    String end = follow(project.getOperation().getId());
    step("import", end + ", " + projects.getProject(name, null, null).getStatus());
  }

  private List<String> label() throws Exception {
    step("first page", String.join(" ", FirstPage.answer(api, token, name)));
    TakePageRequest take = new TakePageRequest().size(5);
    TakenPage page = labeling.takePage(name, take, null, null);
    List<PageItem> items = page.getItems();
    String waiting = page.getWaiting() == null ? "none" : page.getWaiting().toString();
    step("page", items.size() + " items, " + page.getLabelClasses().size() + " classes, waiting " + waiting);
    TakenPage again = labeling.takePage(name, take, null, null);
    step("page again", again.getId().equals(page.getId()) ? "same" : "another");
    File image =
        labeling.getItemContent(name, items.get(0).getId(), null, null, null, null, null, null, null, null);
    step("image", items.get(0).getPath() + " " + hash(image));
    SubmitRequest submit = new SubmitRequest();
    for (PageItem item : items.subList(0, 4))
      submit.addAnswersItem(new Answer().item(item.getId()).labels(List.of("Ankle boot")));
    submit.addAnswersItem(new Answer().item(items.get(4).getId()).skip(true).reason("cannot tell"));
    step("submit", statuses(labeling.submitPage(name, page.getId(), submit, name + "-1", null)));
    step("submit again", statuses(labeling.submitPage(name, page.getId(), submit, name + "-1", null)));
    Progress progress = projects.getProgress(name, null);
    step("progress", progress.getLabeled() + " labeled, " + progress.getSkipped() + " skipped, "
        + progress.getUnlabeled() + " unlabeled");
    return items.stream().map(PageItem::getId).toList();
  }

  private void listItems() throws Exception {
    int found = 0;
    int lists = 0;
    String continuation = null;
    while (lists < 20) {
      ItemList part = review.listItems(name, 5, continuation, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null);
      found += part.getValue().size();
      lists += 1;
      if (part.getNextLink() == null) break;
      String query = part.getNextLink().getRawQuery();
      String value = query.replaceFirst("^(?:.*&)?continuation=([^&]*).*$", "$1");
      continuation = URLDecoder.decode(value, StandardCharsets.UTF_8);
    }
    step("list", found + " items in " + lists + " lists");
  }

  private SeenItem seen(String item) throws Exception {
    return new SeenItem().item(item).etag(review.getItem(name, item, null, null).getEtag());
  }

  private void check(List<String> items) throws Exception {
    ItemsRequest approve = new ItemsRequest().addSeenItem(seen(items.get(0))).addSeenItem(seen(items.get(1)));
    step("approve", statuses(review.approveItems(name, approve, null, null)));
    RejectRequest reject = new RejectRequest().addSeenItem(seen(items.get(2))).comment("look again");
    step("reject", statuses(review.rejectItems(name, reject, null, null)));
    ItemsRequest accept = new ItemsRequest().addSeenItem(seen(items.get(4)));
    step("accept skip", statuses(review.acceptSkips(name, accept, null, null)));
    String item = items.get(3);
    String etag = review.getItem(name, item, null, null).getEtag();
    ItemDetail after = review.labelItem(name, item, etag, new LabelRequest().addLabelsItem("Coat"), null, null);
    step("relabel", String.join(" ", after.getLabels()) + ", " + after.getState());
    LabelRequest bag = new LabelRequest().addLabelsItem("Bag");
    step("stale", refusalOf(() -> review.labelItem(name, item, etag, bag, null, null)));
    step("missing", refusalOf(() -> review.getItem(name, "0".repeat(32), null, null)));
  }

  private static String descriptionOf(Project project) {
    return project.getDescription() == null ? "none" : project.getDescription();
  }

  private void change() throws Exception {
    String etag = projects.getProject(name, null, null).getEtag();
    Project described = projects.updateProject(name, etag, new ProjectPatch().description("Shoes and bags"), null);
    step("patch", descriptionOf(described));
    Project cleared = projects.updateProject(name, described.getEtag(), new ProjectPatch().description(null), null);
    step("patch with null", descriptionOf(cleared) + ", " + cleared.getLabelClasses().size() + " classes, "
        + cleared.getIncrementalRefresh());
  }

  private void export(ExportFormat format) throws Exception {
    Export started = exports.startExport(name, new StartExport().format(format), null, null);
    String status = follow(started.getOperation().getId());
    Export run = exports.getExport(name, started.getId(), null);
    for (ExportFile file : run.getFiles()) {
      File content = exports.getExportFile(name, run.getId(), file.getName(), null, null, null, null);
      step("file", String.join(" ", format.toString(), file.getName(), file.getSize().toString(),
          file.getSha256(), hash(content)));
    }
    step("export", format + " " + status + ", " + run.getExportedRowCount() + " rows in "
        + run.getFiles().size() + " files");
  }

  private void remove() throws Exception {
    var deleting = projects.deleteProject(name, projects.getProject(name, null, null).getEtag(), null, null);
    step("delete", follow(deleting.getId()));
    step("gone", refusalOf(() -> projects.getProject(name, null, null)));
  }

  public static void main(String[] args) throws Exception {
    Job job = new Job();
    job.setUp();
    List<String> items = job.label();
    job.listItems();
    job.check(items);
    job.change();
    for (ExportFormat format : List.of(ExportFormat.COCO, ExportFormat.CSV, ExportFormat.DATASET))
      job.export(format);
    job.remove();
  }
}
