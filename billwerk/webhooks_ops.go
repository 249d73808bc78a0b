package billwerk

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

// Whatever answers webhooks is sensitive: they hold the password that is sent along.
var (
	opWebhookGet = client.Operation{
		Name: "webhooks.get", Method: http.MethodGet, Path: "/v1/webhook/{id}", Sensitive: true,
	}
	opWebhookRequests = client.Operation{
		Name: "webhooks.requests", Method: http.MethodGet, Path: "/v1/webhook/{id}/request", Sensitive: true,
	}
	opWebhookList = client.Operation{
		Name: "webhooks.list", Method: http.MethodGet, Path: "/v1/list/webhook", Sensitive: true,
	}
	opWebhookListBefore = client.Operation{
		Name: "webhooks.list_before", Method: http.MethodGet, Path: "/v1/webhook", Sensitive: true,
	}
	opWebhookResend = client.Operation{
		Name: "webhooks.resend", Method: http.MethodPost, Path: "/v1/webhook/resend", Sensitive: true,
		Repeat: client.RepeatNever, Why: "a repeat delivers once more",
	}
	opWebhookUpdate = client.Operation{
		Name: "webhooks.update", Method: http.MethodPost, Path: "/v1/webhook/update", Sensitive: true,
		Repeat: client.RepeatNever, Why: "it resends: a repeat delivers once more",
	}
	opWebhookDisable = client.Operation{
		Name: "webhooks.disable", Method: http.MethodPost, Path: "/v1/webhook/disable", Sensitive: true,
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
)
