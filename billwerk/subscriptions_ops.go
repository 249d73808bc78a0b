package billwerk

import (
	"net/http"

	"github.com/vendorkit/vendorkit-go/client"
)

const whyPreview = "changes nothing"

// The life cycle of subscriptions. Operations that may take or give back money
// have more time.
var (
	opSubscriptionCreate = client.Operation{
		Name: "subscriptions.create", Method: http.MethodPost, Path: "/v1/subscription", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: whyOwnHandle,
	}
	opSubscriptionPrepare = client.Operation{
		Name: "subscriptions.prepare", Method: http.MethodPost, Path: "/v1/subscription/prepare",
		Repeat: client.RepeatAlways, Why: whyOwnHandle,
	}
	opSubscriptionPreview = client.Operation{
		Name: "subscriptions.preview", Method: http.MethodPost, Path: "/v1/subscription/preview",
		Repeat: client.RepeatAlways, Why: whyPreview,
	}
	opSubscriptionGet = client.Operation{
		Name: "subscriptions.get", Method: http.MethodGet, Path: "/v1/subscription/{handle}",
	}
	opSubscriptionDeletePending = client.Operation{
		Name: "subscriptions.delete_pending", Method: http.MethodDelete, Path: "/v1/subscription/{handle}", NoContent: true,
		Repeat: client.RepeatAlways, Why: whyGone,
	}
	opSubscriptionList = client.Operation{
		Name: "subscriptions.list", Method: http.MethodGet, Path: "/v1/list/subscription",
	}

	opSubscriptionActivate = client.Operation{
		Name: "subscriptions.activate", Method: http.MethodPost, Path: "/v1/subscription/{handle}/activate", Timeout: moneyTimeout,
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opSubscriptionCancel = client.Operation{
		Name: "subscriptions.cancel", Method: http.MethodPost, Path: "/v1/subscription/{handle}/cancel",
		Repeat: client.RepeatAlways, Why: "a repeat gives 22, which means done (inferred)",
	}
	opSubscriptionPreviewCancel = client.Operation{
		Name: "subscriptions.preview_cancel", Method: http.MethodPost, Path: "/v1/subscription/{handle}/cancel_preview",
		Repeat: client.RepeatAlways, Why: whyPreview,
	}
	opSubscriptionUncancel = client.Operation{
		Name: "subscriptions.uncancel", Method: http.MethodPost, Path: "/v1/subscription/{handle}/uncancel",
		Repeat: client.RepeatAlways, Why: "the second one changes nothing (inferred)",
	}
	opSubscriptionOnHold = client.Operation{
		Name: "subscriptions.on_hold", Method: http.MethodPost, Path: "/v1/subscription/{handle}/on_hold", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "a repeat gives 95, which means done (inferred); sent once with a refund, which has no key",
	}
	opSubscriptionReactivate = client.Operation{
		Name: "subscriptions.reactivate", Method: http.MethodPost, Path: "/v1/subscription/{handle}/reactivate", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "a repeat gives 97, which means done (inferred)",
	}
	opSubscriptionExpire = client.Operation{
		Name: "subscriptions.expire", Method: http.MethodPost, Path: "/v1/subscription/{handle}/expire", Timeout: moneyTimeout,
		Repeat: client.RepeatAlways, Why: "a repeat gives 13, which means done (inferred); sent once with a refund, which has no key",
	}

	opSubscriptionChange = client.Operation{
		Name: "subscriptions.change", Method: http.MethodPut, Path: "/v1/subscription/{handle}", Timeout: moneyTimeout,
		Repeat: client.RepeatNever, Why: "an immediate change bills and refunds; one at the renewal is repeated, it replaces the pending one (inferred)",
	}
	opSubscriptionPreviewChange = client.Operation{
		Name: "subscriptions.preview_change", Method: http.MethodPut, Path: "/v1/subscription/{handle}/preview",
		Repeat: client.RepeatAlways, Why: whyPreview,
	}
	opSubscriptionNextPeriod = client.Operation{
		Name: "subscriptions.change_next_period_start", Method: http.MethodPost, Path: "/v1/subscription/{handle}/change_next_period_start",
		Repeat: client.RepeatNever, Why: whyNoWord,
	}
	opSubscriptionEndDate = client.Operation{
		Name: "subscriptions.set_end_date", Method: http.MethodPut, Path: "/v1/subscription/{handle}/end_date",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}

	opSubscriptionMetadata = client.Operation{
		Name: "subscriptions.metadata", Method: http.MethodGet, Path: "/v1/subscription/{handle}/metadata",
	}
	opSubscriptionSetMetadata = client.Operation{
		Name: "subscriptions.set_metadata", Method: http.MethodPut, Path: "/v1/subscription/{handle}/metadata",
		Repeat: client.RepeatAlways, Why: whyReplaces,
	}
	opSubscriptionDeleteMetadata = client.Operation{
		Name: "subscriptions.delete_metadata", Method: http.MethodDelete, Path: "/v1/subscription/{handle}/metadata", NoContent: true,
		Repeat: client.RepeatAlways, Why: whyGone,
	}
)
