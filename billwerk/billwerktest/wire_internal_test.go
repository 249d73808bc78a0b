package billwerktest

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// The names of a request's fields are written down twice: in the client's types,
// and here from the documentation. This compares them, in both directions.
func TestRequestFieldsAreTheClients(t *testing.T) {
	t.Parallel()
	subscription := fields(preparedFields, "signup_method* source conditional_create:bool")
	tests := []struct {
		params any
		schema schema
	}{
		{params: &billwerk.CustomerCreateParams{}, schema: createCustomer},
		{params: &billwerk.CustomerUpdateParams{}, schema: updateCustomer},
		{params: &billwerk.CustomerNoteParams{}, schema: fields("note* user_name user_email")},
		{params: &billwerk.CustomerInvoiceParams{}, schema: createCustomerInvoice},
		{params: &billwerk.SubscriptionCreateParams{}, schema: subscription},
		{params: &billwerk.SubscriptionActivateParams{}, schema: fields("signup_method* source payment_method_reference")},
		{params: &billwerk.SubscriptionCancelParams{}, schema: cancelFields},
		{params: &billwerk.SubscriptionChangeParams{}, schema: changeFields},
		{params: &billwerk.SubscriptionInvoiceParams{}, schema: subscriptionInvoiceFields},
		{params: &billwerk.SubscriptionAddOnParams{}, schema: addOnFields},
		{params: &billwerk.PlanCreateParams{}, schema: fields(planFields, "handle* currency metadata:obj")},
		{params: &billwerk.PlanSupersedeParams{}, schema: fields(planFields, "supersede_mode")},
		{params: &billwerk.PlanUpdateParams{}, schema: fields(planUpdateFields)},
		{params: &billwerk.ChargeCreateParams{}, schema: createCharge},
		{params: &billwerk.ChargePrepareParams{}, schema: prepareCharge},
		{params: &billwerk.ChargeSettleParams{}, schema: settleCharge},
		{params: &billwerk.OrderLineParams{}, schema: orderLineFields},
		{params: &billwerk.InvoiceAddress{}, schema: addressFields},
		{params: &billwerk.ManualTransfer{}, schema: transferFields},
		{params: &billwerk.InvoiceSettleParams{}, schema: settleFields},
		{params: &billwerk.RefundCreateParams{}, schema: createRefund},
		{params: &billwerk.CreditNoteLineParams{}, schema: creditLineFields},
		{params: &billwerk.PaymentMethodCreateParams{}, schema: addMethodFields},
		{params: &billwerk.PaymentMethodCreateOfflineParams{}, schema: addOfflineMethodFields},
		{params: &billwerk.SessionCreateChargeParams{}, schema: chargeSessionFields},
		{params: &billwerk.SessionOrderParams{}, schema: orderFields},
		{params: &billwerk.SessionCreateRecurringParams{}, schema: recurringSessionFields},
		{params: &billwerk.SessionCreateSubscriptionParams{}, schema: subscriptionSessionFields},
		{params: &billwerk.WebhookSettingsParams{}, schema: hookSettingsFields},
		{params: &billwerk.WebhookUpdateParams{}, schema: updateHookFields},
	}
	for _, tt := range tests {
		t.Run(reflect.TypeOf(tt.params).Elem().Name(), func(t *testing.T) {
			t.Parallel()
			fill(reflect.ValueOf(tt.params).Elem())
			data, err := client.Marshal(tt.params)
			require.NoError(t, err)
			_, refused := tt.schema.parse(data)
			if refused != nil {
				t.Fatalf("%s: %s", data, refused.message)
			}
			var sent map[string]json.RawMessage
			require.NoError(t, client.Unmarshal(data, &sent))
			missing := slices.Sorted(maps.Keys(tt.schema))
			missing = slices.DeleteFunc(missing, func(name string) bool { return sent[name] != nil })
			assert.Empty(t, missing, "the client doesn't have these fields")
		})
	}
}

// Every operation of the client is one that the fake plays, or knows that it
// doesn't.
func TestOperationsAreTheClients(t *testing.T) {
	t.Parallel()
	braces := regexp.MustCompile(`\{\w+\}`)
	known := map[string]bool{}
	for _, r := range routes() {
		known[braces.ReplaceAllString(r.pattern, "{}")] = true
	}
	sources, err := filepath.Glob("../*.go")
	require.NoError(t, err)
	operation := regexp.MustCompile(`Method: http\.Method(\w+), Path: "([^"]+)"`)
	found := 0
	for _, source := range sources {
		text, err := os.ReadFile(source)
		require.NoError(t, err)
		for _, match := range operation.FindAllStringSubmatch(string(text), -1) {
			found++
			pattern := strings.ToUpper(match[1]) + " " + braces.ReplaceAllString(match[2], "{}")
			assert.True(t, known[pattern], pattern)
		}
	}
	assert.Greater(t, found, 80)
}

// fill sets every field to something.
func fill(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // the kinds that occur
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field)
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(reflect.ValueOf("crm_id"), reflect.ValueOf(1))
	case reflect.String:
		v.SetString("2025-01-02")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(1)
	case reflect.Float64:
		v.SetFloat(0.25)
	default:
		panic("a field of the kind " + v.Kind().String())
	}
}

// Every filter that the client offers is one that the fake, and so the
// documentation, has; and the other way round.
func TestFiltersAreTheClients(t *testing.T) {
	t.Parallel()
	tests := map[string]any{
		"customer": billwerk.CustomerListParams{}, "subscription": billwerk.SubscriptionListParams{}, "plan": billwerk.PlanListParams{},
		"invoice": billwerk.InvoiceListParams{}, "charge": billwerk.ChargeListParams{}, "payment_method": billwerk.PaymentMethodListParams{},
		"webhook": billwerk.WebhookListParams{},
	}
	for resource, params := range tests {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			offered := tags(reflect.TypeOf(params))
			for name, kind := range offered {
				if name == "interval" || name == "next_page_token" {
					continue // tested with the pages
				}
				refused := list(t, resource, name, example(kind))
				assert.Nil(t, refused, "%s: %+v", name, refused)
				if kind.Kind() == reflect.String && kind.Name() != "string" {
					assert.NotNil(t, list(t, resource, name, "nonsense"), "%s takes anything", name)
				}
			}
			for name := range strings.FieldsSeq(documentedFilters[resource]) {
				assert.Contains(t, offered, name, "the client doesn't have this filter")
				if refused := list(t, resource, name, "[1;2)"); refused != nil {
					assert.NotContains(t, refused.message, "not documented", name)
				}
			}
			assert.NotNil(t, list(t, resource, "surprise", "1"))
		})
	}
}

// tags gives the query parameters of a type with the types of their fields.
func tags(of reflect.Type) map[string]reflect.Type {
	all := map[string]reflect.Type{}
	for f := range of.Fields() {
		if f.Anonymous {
			maps.Copy(all, tags(f.Type))
		} else {
			all[f.Tag.Get("query")] = f.Type
		}
	}
	return all
}

// example is a value that a filter of the type takes.
func example(kind reflect.Type) string {
	switch kind {
	case reflect.TypeFor[billwerk.NumberFilter]():
		return "[1;2)"
	case reflect.TypeFor[billwerk.TimeFilter]():
		return "[2025-01-01;)"
	case reflect.TypeFor[*bool]():
		return "true"
	case reflect.TypeFor[int]():
		return "10"
	case reflect.TypeFor[billwerk.LocalTime]():
		return "2025-01-01"
	case reflect.TypeFor[billwerk.WebhookState]():
		return "failed"
	case reflect.TypeFor[billwerk.ListRange]():
		return "created"
	default:
		return "1"
	}
}

// list asks for a list with one parameter.
func list(t *testing.T, resource, name, value string) *refusal {
	t.Helper()
	f := NewFake()
	target := "/v1/list/" + resource + "?" + url.Values{name: {value}}.Encode()
	c := &call{Request: httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil), now: time.Now()}
	for _, r := range routes() {
		if r.pattern == "GET /v1/list/"+resource {
			_, refused := r.run(f, c)
			return refused
		}
	}
	t.Fatalf("there is no list of %s", resource)
	return nil
}

// documentedFilters are those of the vendor's definition.
var documentedFilters = map[string]string{
	"charge": `handle handle_prefix handle_contains accounting_number accounting_number_prefix accounting_number_contains state
		exclude_state customer amount refunded_amount authorized_amount currency partial_settled settled_amount debtor_id`,
	"customer": `handle handle_prefix handle_contains name email email_prefix first_name last_name address address2 postal_code city
		country phone company vat debtor_id`,
	"invoice": `handle handle_prefix handle_contains accounting_number accounting_number_prefix accounting_number_contains state
		exclude_state customer amount refunded_amount authorized_amount currency partial_settled settled_amount debtor_id type
		subscription plan dunning_start dunning_success number due`,
	"payment_method": `id state payment_type customer subscription reference failed card_type transaction_card_type card_prefix
		card_postfix card_fingerprint card_country card_gateway card_agreement offline_agreement_handle mps_external_id`,
	"plan": `handle handle_prefix handles state schedule_type partial_period_handling setup_fee_handling fixed_life_time_unit
		trial_interval_unit dunning_plan_handle name description setup_fee_text amount quantity fixed_count fixed_life_time_length
		trial_interval_length interval_length schedule_fixed_day renewal_reminder_email_days trial_reminder_email_days base_month
		notice_periods minimum_prorated_amount fixation_periods setup_fee amount_incl_vat notice_periods_after_current
		fixation_periods_full include_zero_amount partial_proration_days fixed_trial_days currency`,
	"subscription": `handle handle_prefix handle_contains customer plan state amount quantity activated cancelled_date reactivated
		created renewing plan_version amount_incl_vat start_date end_date grace_duration current_period_start next_period_start
		first_period_start last_period_start trial_start trial_end in_trial has_started renewal_count expired_date expire_reason
		on_hold_date on_hold_reason payment_method_added reminder_email_sent failed_invoices failed_amount cancelled_invoices
		cancelled_amount pending_invoices pending_amount dunning_invoices dunning_amount settled_invoices settled_amount
		refunded_amount pending_additional_costs pending_additional_cost_amount transferred_additional_costs
		transferred_additional_cost_amount pending_credits pending_credit_amount transferred_credits transferred_credit_amount
		subscription_add_on_handle add_on_handle subscription_discount_handle discount_handle coupon_handle payment_method`,
	"webhook": "state event",
}
