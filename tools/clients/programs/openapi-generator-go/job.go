// The whole labeling job by the client that openapi-generator makes for Go.
package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"job/etiquette"
)

var name = os.Getenv("NAME")
var ctx = context.WithValue(context.Background(), etiquette.ContextAccessToken, os.Getenv("TOKEN"))
var client = newClient()

func newClient() *etiquette.APIClient {
	configuration := etiquette.NewConfiguration()
	configuration.Servers = etiquette.ServerConfigurations{{URL: os.Getenv("API")}}
	return etiquette.NewAPIClient(configuration)
}

func step(title string, value any) { fmt.Printf("%s: %v\n", title, value) }

// done returns the answer of a call, or ends the job.
func done[T any](answer T, _ *http.Response, err error) T {
	if err != nil {
		var refused *etiquette.GenericOpenAPIError
		if errors.As(err, &refused) {
			fmt.Fprintln(os.Stderr, string(refused.Body()))
		}
		panic(err)
	}
	return answer
}

func refusalOf(response *http.Response, err error) string {
	var refused *etiquette.GenericOpenAPIError
	if !errors.As(err, &refused) {
		return fmt.Sprintf("no refusal: %v", err)
	}
	body, ok := refused.Model().(etiquette.ErrorResponse)
	if !ok {
		return fmt.Sprintf("no typed error: %T", refused.Model())
	}
	return fmt.Sprintf("%d %s", response.StatusCode, body.Error.Code)
}

func hash(file *os.File) string {
	defer os.Remove(file.Name())
	defer file.Close()
	digest := sha256.New()
	if _, err := io.Copy(digest, file); err != nil {
		panic(err)
	}
	return fmt.Sprintf("%x", digest.Sum(nil))
}

func follow(operation string) string {
	for range 600 {
		status := done(client.OperationsAPI.GetOperation(ctx, operation).Execute()).Status
		if status != "NotStarted" && status != "Running" {
			return status
		}
		time.Sleep(200 * time.Millisecond)
	}
	return "still running"
}

func statusesOf(results *etiquette.SubmitResults) []string {
	var statuses []string
	for _, result := range results.GetResults() {
		statuses = append(statuses, result.Status)
	}
	return statuses
}

func reviewed(results *etiquette.ReviewResults) string {
	var statuses []string
	for _, result := range results.Results {
		statuses = append(statuses, result.Status)
	}
	return strings.Join(statuses, " ")
}

func setUp() {
	datastore := done(client.DatastoresAPI.PutDatastore(ctx, name).DatastoreRequest(etiquette.DatastoreRequest{
		Type:         "AzureBlob",
		ContainerUrl: os.Getenv("CONTAINER_URL"),
		Credential:   &etiquette.Credential{Type: etiquette.CREDENTIALTYPE_MANAGED_IDENTITY},
	}).Execute())
	step("datastore", fmt.Sprintf("%s %s", datastore.Type, datastore.Credential.Type))
	folders := 0
	for _, entry := range done(client.DatastoresAPI.BrowseDatastore(ctx, name).Execute()).Value {
		if entry.Kind == "Folder" {
			folders++
		}
	}
	files := done(client.DatastoresAPI.BrowseDatastore(ctx, name).Prefix("Bag/").Execute()).Value
	var bytes int64
	for _, file := range files {
		bytes += file.GetSize()
	}
	step("browse", fmt.Sprintf("%d folders, %d files of %d bytes", folders, len(files), bytes))
	dataset := done(client.DatasetsAPI.PutDataset(ctx, name).DatasetRequest(etiquette.DatasetRequest{
		MediaType: etiquette.MEDIATYPE_IMAGE, Datastore: name, Path: "**",
	}).Execute())
	step("dataset", dataset.MediaType)
	var classes []etiquette.LabelClass
	for _, one := range []string{"Bag", "Ankle boot", "Coat", "Größe ≠"} {
		classes = append(classes, etiquette.LabelClass{Name: one})
	}
	project := done(client.ProjectsAPI.PutProject(ctx, name).ProjectRequest(etiquette.ProjectRequest{
		MediaType:    etiquette.MEDIATYPE_IMAGE,
		TaskType:     etiquette.TASKTYPE_MULTI_CLASS,
		Dataset:      name,
		LabelClasses: classes,
	}).Execute())
	var names []string
	for _, class := range project.LabelClasses {
		names = append(names, class.Name)
	}
	step("project", strings.Join(names, ", "))
	end := follow(project.Operation.Id)
	step("import", end+", "+done(client.ProjectsAPI.GetProject(ctx, name).Execute()).Status)
}

func label() []string {
	first, err := answerFirstPage(os.Getenv("API"), os.Getenv("TOKEN"), name)
	done(first, nil, err)
	step("first page", strings.Join(first, " "))
	take := etiquette.TakePageRequest{}
	take.SetSize(5)
	page := done(client.LabelingAPI.TakePage(ctx, name).TakePageRequest(take).Execute())
	waiting := "none"
	if page.HasWaiting() {
		waiting = page.GetWaiting()
	}
	step("page", fmt.Sprintf("%d items, %d classes, waiting %s", len(page.Items), len(page.LabelClasses), waiting))
	again := "another"
	if done(client.LabelingAPI.TakePage(ctx, name).TakePageRequest(take).Execute()).GetId() == page.GetId() {
		again = "same"
	}
	step("page again", again)
	image := done(client.LabelingAPI.GetItemContent(ctx, name, page.Items[0].Id).Execute())
	step("image", page.Items[0].GetPath()+" "+hash(image))
	var items []string
	var answers []etiquette.Answer
	for index, item := range page.Items {
		items = append(items, item.Id)
		answer := etiquette.Answer{Item: item.Id, Labels: []string{"Ankle boot"}}
		if index == 4 {
			answer = etiquette.Answer{Item: item.Id, Reason: etiquette.PtrString("cannot tell")}
			answer.SetSkip(true)
		}
		answers = append(answers, answer)
	}
	submit := client.LabelingAPI.SubmitPage(ctx, name, page.GetId()).IdempotencyKey(name + "-1").
		SubmitRequest(etiquette.SubmitRequest{Answers: answers})
	step("submit", strings.Join(statusesOf(done(submit.Execute())), " "))
	step("submit again", strings.Join(statusesOf(done(submit.Execute())), " "))
	progress := done(client.ProjectsAPI.GetProgress(ctx, name).Execute())
	step("progress", fmt.Sprintf("%d labeled, %d skipped, %d unlabeled",
		progress.Labeled, progress.Skipped, progress.Unlabeled))
	return items
}

func listItems() {
	found, lists := 0, 0
	request := client.ReviewAPI.ListItems(ctx, name).Maxpagesize(5)
	for lists < 20 {
		part := done(request.Execute())
		found, lists = found+len(part.Value), lists+1
		if !part.HasNextLink() {
			break
		}
		next, err := url.Parse(part.GetNextLink())
		done(next, nil, err)
		request = request.Continuation(next.Query().Get("continuation"))
	}
	step("list", fmt.Sprintf("%d items in %d lists", found, lists))
}

func check(items []string) {
	review := client.ReviewAPI
	approve := etiquette.ItemsRequest{Items: items[:2]}
	step("approve", reviewed(done(review.ApproveItems(ctx, name).ItemsRequest(approve).Execute())))
	reject := etiquette.RejectRequest{Items: items[2:3], Comment: etiquette.PtrString("look again")}
	step("reject", reviewed(done(review.RejectItems(ctx, name).RejectRequest(reject).Execute())))
	accept := etiquette.ItemsRequest{Items: items[4:5]}
	step("accept skip", reviewed(done(review.AcceptSkips(ctx, name).ItemsRequest(accept).Execute())))
	before := done(review.GetItem(ctx, name, items[3]).Execute())
	relabel := func(class string) (*etiquette.ItemDetail, *http.Response, error) {
		request := etiquette.LabelRequest{Labels: []string{class}}
		return review.LabelItem(ctx, name, items[3]).IfMatch(before.Etag).LabelRequest(request).Execute()
	}
	after := done(relabel("Coat"))
	step("relabel", strings.Join(after.Labels, " ")+", "+after.State)
	_, response, err := relabel("Bag")
	step("stale", refusalOf(response, err))
	_, response, err = review.GetItem(ctx, name, strings.Repeat("0", 32)).Execute()
	step("missing", refusalOf(response, err))
}

func change() {
	update := func(etag string, patch etiquette.ProjectPatch) *etiquette.Project {
		return done(client.ProjectsAPI.UpdateProject(ctx, name).IfMatch(etag).ProjectPatch(patch).Execute())
	}
	descriptionOf := func(project *etiquette.Project) string {
		if !project.HasDescription() {
			return "none"
		}
		return project.GetDescription()
	}
	patch := etiquette.ProjectPatch{}
	patch.SetDescription("Shoes and bags")
	described := update(done(client.ProjectsAPI.GetProject(ctx, name).Execute()).Etag, patch)
	step("patch", descriptionOf(described))
	patch.SetDescriptionNil()
	cleared := update(described.Etag, patch)
	step("patch with null", fmt.Sprintf("%s, %d classes, %s",
		descriptionOf(cleared), len(cleared.LabelClasses), cleared.IncrementalRefresh))
}

func export(format etiquette.ExportFormat) {
	exports := client.ExportsAPI
	started := done(exports.StartExport(ctx, name).StartExport(etiquette.StartExport{Format: format}).Execute())
	status := follow(started.Operation.Id)
	run := done(exports.GetExport(ctx, name, started.Id).Execute())
	for _, file := range run.Files {
		content := done(exports.GetExportFile(ctx, name, run.Id, file.Name).Execute())
		step("file", fmt.Sprintf("%s %s %d %s %s", format, file.Name, file.Size, file.Sha256, hash(content)))
	}
	step("export", fmt.Sprintf("%s %s, %d rows in %d files", format, status, run.ExportedRowCount, len(run.Files)))
}

func remove() {
	etag := done(client.ProjectsAPI.GetProject(ctx, name).Execute()).Etag
	deleting := done(client.ProjectsAPI.DeleteProject(ctx, name).IfMatch(etag).Execute())
	step("delete", follow(deleting.Id))
	_, response, err := client.ProjectsAPI.GetProject(ctx, name).Execute()
	step("gone", refusalOf(response, err))
}

func main() {
	setUp()
	items := label()
	listItems()
	check(items)
	change()
	for _, format := range []etiquette.ExportFormat{
		etiquette.EXPORTFORMAT_COCO, etiquette.EXPORTFORMAT_CSV, etiquette.EXPORTFORMAT_DATASET,
	} {
		export(format)
	}
	remove()
}
