//! The whole labeling job by the client that openapi-generator makes for Rust.

mod first_page;

use etiquette::apis::configuration::Configuration;
use etiquette::apis::{
    datasets_api, datastores_api, exports_api, labeling_api, operations_api, projects_api, review_api, Error,
};
use etiquette::models::*;
use sha2::{Digest, Sha256};
use std::time::Duration;

type Done<T = ()> = Result<T, Box<dyn std::error::Error>>;

struct Job {
    client: Configuration,
    name: String,
}

fn step(title: &str, value: String) {
    println!("{title}: {value}");
}

fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn refusal_of<A, T>(answer: Result<A, Error<T>>) -> Done<String> {
    match answer {
        Err(Error::ResponseError(response)) => {
            let body: ErrorResponse = serde_json::from_str(&response.content)?;
            Ok(format!("{} {}", response.status.as_u16(), body.error.code))
        }
        Err(other) => Err(other.to_string().into()),
        Ok(_) => Ok("no error".to_owned()),
    }
}

fn reviewed(results: ReviewResults) -> String {
    let statuses: Vec<String> = results.results.iter().map(|one| one.status.to_string()).collect();
    statuses.join(" ")
}

fn label_request(class: &str) -> LabelRequest {
    LabelRequest::new(vec![class.to_owned()])
}

fn description_of(project: &Project) -> String {
    project.description.clone().unwrap_or("none".to_owned())
}

impl Job {
    async fn follow(&self, operation: &str) -> Done<String> {
        for _ in 0..600 {
            let status = operations_api::get_operation(&self.client, operation, None).await?.status.to_string();
            if status != "NotStarted" && status != "Running" {
                return Ok(status);
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok("still running".to_owned())
    }

    async fn set_up(&self) -> Done {
        let (client, name) = (&self.client, self.name.as_str());
        let mut request = DatastoreRequest::new(Default::default(), std::env::var("CONTAINER_URL")?);
        request.credential = Some(Box::new(Credential::new(CredentialType::ManagedIdentity)));
        let datastore = datastores_api::put_datastore(client, name, request, None, None, None).await?;
        let kind = serde_json::to_value(&datastore)?["type"].as_str().unwrap_or("none").to_owned();
        step("datastore", format!("{kind} {}", datastore.credential.r#type));
        let root = datastores_api::browse_datastore(client, name, None, None, None, None).await?;
        let folders = root.value.iter().filter(|entry| entry.kind == "Folder").count();
        let bags = datastores_api::browse_datastore(client, name, None, None, Some("Bag/"), None).await?.value;
        let bytes: i64 = bags.iter().filter_map(|file| file.size).sum();
        step("browse", format!("{folders} folders, {} files of {bytes} bytes", bags.len()));
        let request = DatasetRequest::new(MediaType::Image, name.to_owned(), "**".to_owned());
        let dataset = datasets_api::put_dataset(client, name, request, None, None, None).await?;
        step("dataset", dataset.media_type.to_string());
        let classes = ["Bag", "Ankle boot", "Coat", "Größe ≠"].map(|one| LabelClass::new(one.to_owned()));
        let request =
            ProjectRequest::new(classes.to_vec(), MediaType::Image, TaskType::MultiClass, name.to_owned());
        let project = projects_api::put_project(client, name, request, None, None, None).await?;
        let names: Vec<&str> = project.label_classes.iter().map(|one| one.name.as_str()).collect();
        step("project", names.join(", "));
        let end = self.follow(&project.operation.ok_or("no operation")?.id).await?;
        step("import", format!("{end}, {}", projects_api::get_project(client, name, None, None).await?.status));
        Ok(())
    }

    async fn label(&self) -> Done<Vec<String>> {
        let (client, name) = (&self.client, self.name.as_str());
        let token = client.bearer_access_token.as_deref().unwrap_or_default();
        step("first page", first_page::answer(&client.base_path, token, name).await?.join(" "));
        let take = TakePageRequest { size: Some(Some(5)), ..TakePageRequest::new() };
        let page = labeling_api::take_page(client, name, take.clone(), None, None).await?;
        let id = page.id.ok_or("no page")?;
        let waiting = page.waiting.map_or("none".to_owned(), |reason| reason.to_string());
        let (items, classes) = (page.items, page.label_classes.len());
        step("page", format!("{} items, {classes} classes, waiting {waiting}", items.len()));
        let again = labeling_api::take_page(client, name, take, None, None).await?.id;
        step("page again", if again.as_ref() == Some(&id) { "same" } else { "another" }.to_owned());
        let image = labeling_api::get_item_content(
            client, name, &items[0].id, None, None, None, None, None, None, None, None,
        );
        step("image", format!("{} {}", items[0].path.as_deref().unwrap_or_default(), hash(&image.await?.bytes().await?)));
        let items: Vec<String> = items.into_iter().map(|item| item.id).collect();
        let mut answers: Vec<Answer> = items[..4].iter().cloned().map(Answer::new).collect();
        for answer in &mut answers {
            answer.labels = Some(vec!["Ankle boot".to_owned()]);
        }
        let reason = Some("cannot tell".to_owned());
        answers.push(Answer { skip: Some(Some(true)), reason, ..Answer::new(items[4].clone()) });
        let key = format!("{name}-1");
        for title in ["submit", "submit again"] {
            let submit = SubmitRequest::new(answers.clone());
            let submitted = labeling_api::submit_page(client, name, &id, submit, Some(&key), None).await?;
            let statuses: Vec<String> =
                submitted.results.iter().map(|result| result.status.to_string()).collect();
            step(title, statuses.join(" "));
        }
        let Progress { labeled, skipped, unlabeled, .. } = projects_api::get_progress(client, name, None).await?;
        step("progress", format!("{labeled} labeled, {skipped} skipped, {unlabeled} unlabeled"));
        Ok(items)
    }

    async fn list_items(&self) -> Done {
        let (mut found, mut lists) = (0, 0);
        let mut continuation: Option<String> = None;
        while lists < 20 {
            let part = review_api::list_items(
                &self.client, &self.name, Some(5), continuation.as_deref(), None, None, None, None, None, None, None, None, None,
                None, None, None, None, None, None,
            );
            let part = part.await?;
            found += part.value.len();
            lists += 1;
            let Some(next) = part.next_link else { break };
            let query = url::Url::parse(&next)?;
            continuation =
                query.query_pairs().find(|(key, _)| key == "continuation").map(|(_, value)| value.into_owned());
        }
        step("list", format!("{found} items in {lists} lists"));
        Ok(())
    }

    async fn seen(&self, items: &[String]) -> Done<Option<Vec<SeenItem>>> {
        let mut seen = Vec::new();
        for item in items {
            let etag = review_api::get_item(&self.client, &self.name, item, None, None).await?.etag;
            seen.push(SeenItem::new(item.clone(), etag));
        }
        Ok(Some(seen))
    }

    async fn check(&self, items: &[String]) -> Done {
        let (client, name) = (&self.client, self.name.as_str());
        let approve = ItemsRequest { seen: self.seen(&items[..2]).await?, ..ItemsRequest::new() };
        step("approve", reviewed(review_api::approve_items(client, name, approve, None, None).await?));
        let comment = Some("look again".to_owned());
        let reject = RejectRequest { seen: self.seen(&items[2..3]).await?, comment, ..RejectRequest::new() };
        step("reject", reviewed(review_api::reject_items(client, name, reject, None, None).await?));
        let accept = ItemsRequest { seen: self.seen(&items[4..5]).await?, ..ItemsRequest::new() };
        step("accept skip", reviewed(review_api::accept_skips(client, name, accept, None, None).await?));
        let item = items[3].as_str();
        let etag = review_api::get_item(client, name, item, None, None).await?.etag;
        let after = review_api::label_item(client, name, item, &etag, label_request("Coat"), None, None).await?;
        step("relabel", format!("{}, {}", after.labels.join(" "), after.state));
        let stale = review_api::label_item(client, name, item, &etag, label_request("Bag"), None, None).await;
        step("stale", refusal_of(stale)?);
        let missing = review_api::get_item(client, name, &"0".repeat(32), None, None).await;
        step("missing", refusal_of(missing)?);
        Ok(())
    }

    async fn change(&self) -> Done {
        let (client, name) = (&self.client, self.name.as_str());
        let etag = projects_api::get_project(client, name, None, None).await?.etag;
        let description = Some(Some("Shoes and bags".to_owned()));
        let patch = ProjectPatch { description, ..ProjectPatch::new() };
        let described = projects_api::update_project(client, name, &etag, patch, None).await?;
        step("patch", description_of(&described));
        let patch = ProjectPatch { description: Some(None), ..ProjectPatch::new() };
        let cleared = projects_api::update_project(client, name, &described.etag, patch, None).await?;
        let (description, classes) = (description_of(&cleared), cleared.label_classes.len());
        step("patch with null", format!("{description}, {classes} classes, {}", cleared.incremental_refresh));
        Ok(())
    }

    async fn export(&self, format: ExportFormat) -> Done {
        let (client, name) = (&self.client, self.name.as_str());
        let started = exports_api::start_export(client, name, StartExport::new(format), None, None).await?;
        let status = self.follow(&started.operation.ok_or("no operation")?.id).await?;
        let run = exports_api::get_export(client, name, &started.id, None).await?;
        for file in &run.files {
            let answer = exports_api::get_export_file(client, name, &run.id, &file.name, None, None, None, None).await?;
            let sha256 = hash(&answer.bytes().await?);
            step("file", format!("{format} {} {} {} {sha256}", file.name, file.size, file.sha256));
        }
        let (rows, files) = (run.exported_row_count, run.files.len());
        step("export", format!("{format} {status}, {rows} rows in {files} files"));
        Ok(())
    }

    async fn remove(&self) -> Done {
        let (client, name) = (&self.client, self.name.as_str());
        let etag = projects_api::get_project(client, name, None, None).await?.etag;
        let deleting = projects_api::delete_project(client, name, &etag, None, None).await?;
        step("delete", self.follow(&deleting.id).await?);
        step("gone", refusal_of(projects_api::get_project(client, name, None, None).await)?);
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Done {
    let mut client = Configuration::new();
    client.base_path = std::env::var("API")?;
    client.bearer_access_token = Some(std::env::var("TOKEN")?);
    let job = Job { client, name: std::env::var("NAME")? };
    job.set_up().await?;
    let items = job.label().await?;
    job.list_items().await?;
    job.check(&items).await?;
    job.change().await?;
    for format in [ExportFormat::Coco, ExportFormat::Csv, ExportFormat::Dataset] {
        job.export(format).await?;
    }
    job.remove().await
}
