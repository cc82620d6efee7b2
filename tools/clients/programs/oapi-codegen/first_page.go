package main

// docs
import (
	"context"
	"fmt"
	"net/http"

	"github.com/oapi-codegen/nullable"
	"job/etiquette"
)

func answerFirstPage(api, token, project string) ([]string, error) {
	ctx := context.Background()
	signIn := func(_ context.Context, request *http.Request) error {
		request.Header.Set("Authorization", "Bearer "+token)
		return nil
	}
	client, err := etiquette.NewClientWithResponses(api, etiquette.WithRequestEditorFn(signIn))
	if err != nil {
		return nil, err
	}
	take := etiquette.TakePageRequest{Size: nullable.NewNullableWithValue(int32(1))}
	page, err := client.TakePageWithResponse(ctx, project, nil, take)
	if err != nil {
		return nil, err
	} else if page.JSON200 == nil || page.JSON200.Id == nil {
		return nil, fmt.Errorf("no page: %s", page.Body)
	}
	submit := etiquette.SubmitRequest{}
	for _, item := range page.JSON200.Items {
		submit.Answers = append(submit.Answers, etiquette.Answer{Item: item.Id, Labels: &[]string{"Bag"}})
	}
	submitted, err := client.SubmitPageWithResponse(ctx, project, *page.JSON200.Id, nil, submit)
	if err != nil {
		return nil, err
	}
	return statusesOf(submitted.JSON200), nil
}
