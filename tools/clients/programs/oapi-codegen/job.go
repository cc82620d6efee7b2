// The whole labeling job by the client that oapi-codegen makes for Go.
package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/oapi-codegen/nullable"

	"job/etiquette"
)

var name = os.Getenv("NAME")
var ctx = context.Background()
var client = newClient()

func newClient() *etiquette.ClientWithResponses {
	made, err := etiquette.NewClientWithResponses(os.Getenv("API"), etiquette.WithRequestEditorFn(
		func(_ context.Context, request *http.Request) error {
			request.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
			return nil
		}))
	must(err)
	return made
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func step(title string, value any) { fmt.Printf("%s: %v\n", title, value) }

type answered interface {
	StatusCode() int
	GetBody() []byte
}

// done returns the answer of a call, or ends the job.
func done[R answered](response R, err error) R {
	must(err)
	if response.StatusCode() >= 300 {
		panic(fmt.Sprintf("%d %s", response.StatusCode(), response.GetBody()))
	}
	return response
}

func refusalOf(status int, body *etiquette.ErrorResponse) string {
	if body == nil {
		return "no typed error"
	}
	return fmt.Sprintf("%d %s", status, body.Error.Code)
}

func textOf[T ~string](text *T) string {
	if text == nil {
		return "none"
	}
	return string(*text)
}

func follow(operation string) string {
	for range 600 {
		status := string(done(client.GetOperationWithResponse(ctx, operation, nil)).JSON200.Status)
		if status != "NotStarted" && status != "Running" {
			return status
		}
		time.Sleep(200 * time.Millisecond)
	}
	return "still running"
}

func statusesOf(results *etiquette.SubmitResults) []string {
	var statuses []string
	for _, result := range results.Results {
		statuses = append(statuses, string(result.Status))
	}
	return statuses
}

func reviewed(results *etiquette.ReviewResults) string {
	var statuses []string
	for _, result := range results.Results {
		statuses = append(statuses, string(result.Status))
	}
	return strings.Join(statuses, " ")
}

func setUp() {
	datastore := done(client.PutDatastoreWithResponse(ctx, name, nil, etiquette.DatastoreRequest{
		Type:         "AzureBlob",
		ContainerUrl: os.Getenv("CONTAINER_URL"),
		Credential:   &etiquette.Credential{Type: "ManagedIdentity"},
	})).JSON201
	step("datastore", fmt.Sprintf("%s %s", datastore.Type, datastore.Credential.Type))
	folders := 0
	for _, entry := range done(client.BrowseDatastoreWithResponse(ctx, name, nil)).JSON200.Value {
		if entry.Kind == "Folder" {
			folders++
		}
	}
	prefix := "Bag/"
	bags := etiquette.BrowseDatastoreParams{Prefix: &prefix}
	files := done(client.BrowseDatastoreWithResponse(ctx, name, &bags)).JSON200.Value
	var bytes int64
	for _, file := range files {
		bytes += *file.Size
	}
	step("browse", fmt.Sprintf("%d folders, %d files of %d bytes", folders, len(files), bytes))
	dataset := done(client.PutDatasetWithResponse(ctx, name, nil, etiquette.DatasetRequest{
		MediaType: "Image", Datastore: name, Path: "**",
	})).JSON201
	step("dataset", dataset.MediaType)
	var classes []etiquette.LabelClass
	for _, one := range []string{"Bag", "Ankle boot", "Coat", "Größe ≠"} {
		classes = append(classes, etiquette.LabelClass{Name: one})
	}
	project := done(client.PutProjectWithResponse(ctx, name, nil, etiquette.ProjectRequest{
		MediaType: "Image", TaskType: "MultiClass", Dataset: name, LabelClasses: classes,
	})).JSON201
	var names []string
	for _, class := range project.LabelClasses {
		names = append(names, class.Name)
	}
	step("project", strings.Join(names, ", "))
	end := follow(project.Operation.Id)
	step("import", fmt.Sprintf("%s, %s", end, done(client.GetProjectWithResponse(ctx, name, nil)).JSON200.Status))
}

func label() []string {
	first, err := answerFirstPage(os.Getenv("API"), os.Getenv("TOKEN"), name)
	must(err)
	step("first page", strings.Join(first, " "))
	take := etiquette.TakePageRequest{Size: nullable.NewNullableWithValue(int32(5))}
	page := done(client.TakePageWithResponse(ctx, name, nil, take)).JSON200
	step("page", fmt.Sprintf("%d items, %d classes, waiting %s",
		len(page.Items), len(page.LabelClasses), textOf(page.Waiting)))
	again := "another"
	if *done(client.TakePageWithResponse(ctx, name, nil, take)).JSON200.Id == *page.Id {
		again = "same"
	}
	step("page again", again)
	image := done(client.GetItemContentWithResponse(ctx, name, page.Items[0].Id, nil)).Body
	step("image", fmt.Sprintf("%s %x", *page.Items[0].Path, sha256.Sum256(image)))
	var items []string
	submit := etiquette.SubmitRequest{}
	for index, item := range page.Items {
		items = append(items, item.Id)
		answer := etiquette.Answer{Item: item.Id, Labels: &[]string{"Ankle boot"}}
		if index == 4 {
			reason := "cannot tell"
			answer = etiquette.Answer{Item: item.Id, Skip: nullable.NewNullableWithValue(true), Reason: &reason}
		}
		submit.Answers = append(submit.Answers, answer)
	}
	key := name + "-1"
	once := etiquette.SubmitPageParams{IdempotencyKey: &key}
	for _, title := range []string{"submit", "submit again"} {
		results := done(client.SubmitPageWithResponse(ctx, name, *page.Id, &once, submit)).JSON200
		step(title, strings.Join(statusesOf(results), " "))
	}
	progress := done(client.GetProgressWithResponse(ctx, name, nil)).JSON200
	step("progress", fmt.Sprintf("%d labeled, %d skipped, %d unlabeled",
		progress.Labeled, progress.Skipped, progress.Unlabeled))
	return items
}

func listItems() {
	found, lists, size := 0, 0, int32(5)
	params := etiquette.ListItemsParams{Maxpagesize: &size}
	for lists < 20 {
		part := done(client.ListItemsWithResponse(ctx, name, &params)).JSON200
		found, lists = found+len(part.Value), lists+1
		if part.NextLink == nil {
			break
		}
		next, err := url.Parse(*part.NextLink)
		must(err)
		continuation := next.Query().Get("continuation")
		params.Continuation = &continuation
	}
	step("list", fmt.Sprintf("%d items in %d lists", found, lists))
}

func seen(items []string) *[]etiquette.SeenItem {
	var seen []etiquette.SeenItem
	for _, item := range items {
		etag := done(client.GetItemWithResponse(ctx, name, item, nil)).JSON200.Etag
		seen = append(seen, etiquette.SeenItem{Item: item, Etag: etag})
	}
	return &seen
}

func check(items []string) {
	approve := etiquette.ItemsRequest{Seen: seen(items[:2])}
	step("approve", reviewed(done(client.ApproveItemsWithResponse(ctx, name, nil, approve)).JSON200))
	comment := "look again"
	reject := etiquette.RejectRequest{Seen: seen(items[2:3]), Comment: &comment}
	step("reject", reviewed(done(client.RejectItemsWithResponse(ctx, name, nil, reject)).JSON200))
	accept := etiquette.ItemsRequest{Seen: seen(items[4:5])}
	step("accept skip", reviewed(done(client.AcceptSkipsWithResponse(ctx, name, nil, accept)).JSON200))
	before := done(client.GetItemWithResponse(ctx, name, items[3], nil)).JSON200
	match := etiquette.LabelItemParams{IfMatch: before.Etag}
	coat := etiquette.LabelRequest{Labels: []string{"Coat"}}
	after := done(client.LabelItemWithResponse(ctx, name, items[3], &match, coat)).JSON200
	step("relabel", fmt.Sprintf("%s, %s", strings.Join(after.Labels, " "), after.State))
	bag := etiquette.LabelRequest{Labels: []string{"Bag"}}
	stale, err := client.LabelItemWithResponse(ctx, name, items[3], &match, bag)
	must(err)
	step("stale", refusalOf(stale.StatusCode(), stale.JSON412))
	missing, err := client.GetItemWithResponse(ctx, name, strings.Repeat("0", 32), nil)
	must(err)
	step("missing", refusalOf(missing.StatusCode(), missing.JSON404))
}

func change() {
	update := func(etag string, description nullable.Nullable[string]) *etiquette.Project {
		match := etiquette.UpdateProjectParams{IfMatch: etag}
		patch := etiquette.ProjectPatch{Description: description}
		return done(client.UpdateProjectWithApplicationMergePatchPlusJSONBodyWithResponse(ctx, name, &match, patch)).JSON200
	}
	etag := done(client.GetProjectWithResponse(ctx, name, nil)).JSON200.Etag
	described := update(etag, nullable.NewNullableWithValue("Shoes and bags"))
	step("patch", textOf(described.Description))
	cleared := update(described.Etag, nullable.NewNullNullable[string]())
	step("patch with null", fmt.Sprintf("%s, %d classes, %s",
		textOf(cleared.Description), len(cleared.LabelClasses), cleared.IncrementalRefresh))
}

func export(format etiquette.ExportFormat) {
	started := done(client.StartExportWithResponse(ctx, name, nil, etiquette.StartExport{Format: format})).JSON202
	status := follow(started.Operation.Id)
	run := done(client.GetExportWithResponse(ctx, name, started.Id, nil)).JSON200
	for _, file := range run.Files {
		content := done(client.GetExportFileWithResponse(ctx, name, run.Id, file.Name, nil)).Body
		step("file", fmt.Sprintf("%s %s %d %s %x", format, file.Name, file.Size, file.Sha256, sha256.Sum256(content)))
	}
	step("export", fmt.Sprintf("%s %s, %d rows in %d files", format, status, run.ExportedRowCount, len(run.Files)))
}

func remove() {
	params := etiquette.DeleteProjectParams{IfMatch: done(client.GetProjectWithResponse(ctx, name, nil)).JSON200.Etag}
	deleting := done(client.DeleteProjectWithResponse(ctx, name, &params)).JSON202
	step("delete", follow(deleting.Id))
	gone, err := client.GetProjectWithResponse(ctx, name, nil)
	must(err)
	step("gone", refusalOf(gone.StatusCode(), gone.JSON404))
}

func main() {
	setUp()
	items := label()
	listItems()
	check(items)
	change()
	for _, format := range []etiquette.ExportFormat{"Coco", "Csv", "Dataset"} {
		export(format)
	}
	remove()
}
