// docs
use etiquette::apis::{configuration::Configuration, labeling_api};
use etiquette::models::{Answer, SubmitRequest, TakePageRequest};

pub async fn answer(
    api: &str,
    token: &str,
    project: &str,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut client = Configuration::new();
    client.base_path = api.to_owned();
    client.bearer_access_token = Some(token.to_owned());
    let take = TakePageRequest { size: Some(Some(1)), ..TakePageRequest::new() };
    let page = labeling_api::take_page(&client, project, take, None, None).await?;
    let id = page.id.ok_or("There is nothing to label")?;
    let label = |item: String| Answer { labels: Some(vec!["Bag".to_owned()]), ..Answer::new(item) };
    let answers = page.items.into_iter().map(|item| label(item.id)).collect();
    let submit = SubmitRequest::new(answers);
    let submitted = labeling_api::submit_page(&client, project, &id, submit, None, None).await?;
    Ok(submitted.results.iter().map(|result| result.status.to_string()).collect())
}
