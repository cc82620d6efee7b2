package main

// docs
import (
	"context"

	"job/etiquette"
)

func answerFirstPage(api, token, project string) ([]string, error) {
	configuration := etiquette.NewConfiguration()
	configuration.Servers = etiquette.ServerConfigurations{{URL: api}}
	labeling := etiquette.NewAPIClient(configuration).LabelingAPI
	ctx := context.WithValue(context.Background(), etiquette.ContextAccessToken, token)
	take := etiquette.TakePageRequest{}
	take.SetSize(1)
	page, _, err := labeling.TakePage(ctx, project).TakePageRequest(take).Execute()
	if err != nil {
		return nil, err
	}
	var answers []etiquette.Answer
	for _, item := range page.Items {
		answers = append(answers, etiquette.Answer{Item: item.Id, Labels: []string{"Bag"}})
	}
	submit := etiquette.SubmitRequest{Answers: answers}
	submitted, _, err := labeling.SubmitPage(ctx, project, page.GetId()).SubmitRequest(submit).Execute()
	return statusesOf(submitted), err
}
