package billwerk_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/client"
)

// The fields of the OpenAPI definition, each with its type: s string, i integer,
// b boolean, f float, t timestamp, l list of strings, and anything else a value.
const (
	totalsFields = ` failed_invoices i failed_amount i cancelled_invoices i cancelled_amount i pending_invoices i pending_amount i
		dunning_invoices i dunning_amount i settled_invoices i settled_amount i refunded_amount i pending_additional_costs i
		pending_additional_cost_amount i transferred_additional_costs i transferred_additional_cost_amount i pending_credits i
		pending_credit_amount i transferred_credits i transferred_credit_amount i`
	customerFields = `handle s subscriptions i created t active_subscriptions i trial_active_subscriptions i
		trial_cancelled_subscriptions i expired_subscriptions i on_hold_subscriptions i cancelled_subscriptions i
		non_renewing_subscriptions i email s address s address2 s city s country s phone s company s vat s language s test b deleted t
		first_name s last_name s postal_code s debtor_id i` + totalsFields
	changeFields       = `pending b created t plan s amount i quantity i applied t updated t amount_incl_vat b remove_add_ons l`
	subscriptionFields = `handle s customer s plan s state s test b quantity i timezone s created t renewing b currency s plan_version i
		start_date t is_cancelled b in_trial b has_started b renewal_count i payment_method_added b hosted_page_links {"payment_info":"u"}
		amount i expires t reactivated t activated t coupons l amount_incl_vat b end_date t grace_duration i current_period_start t
		next_period_start t first_period_start t last_period_start t trial_start t trial_end t cancelled_date t expired_date t
		expire_reason s on_hold_date t on_hold_reason s scheduled_plan_change s reminder_email_sent t subscription_discounts l
		subscription_add_ons l active_payment_methods l metered_billing_products l` + totalsFields
	planFields = `name s amount i schedule_type s description s vat f quantity i prepaid b dunning_plan s tax_policy s
		renewal_reminder_email_days i trial_reminder_email_days i partial_period_handling s include_zero_amount b setup_fee i
		setup_fee_text s setup_fee_handling s partial_proration_days b fixed_trial_days b minimum_prorated_amount i account_funding b
		amount_incl_vat b fixed_count i fixed_life_time_unit s fixed_life_time_length i trial_interval_unit s trial_interval_length i
		interval_length i schedule_fixed_day i schedule_fixed_hour i base_month i notice_periods i notice_periods_after_current b
		fixation_periods i fixation_periods_full b entitlements l`
	addOnFields = `name s amount i type s handle s state s created t description s vat f deleted t currency s amount_incl_vat b
		tax_policy s all_plans b eligible_plans l entitlements l`
	discountFields = `name s handle s state s created t apply_to l description s amount i percentage i metadata {"k":1} deleted t
		fixed_count i fixed_period_unit s fixed_period i`
	sessionFields = `configuration s locale s ttl s phone s accept_url s cancel_url s payment_methods l card_on_file s
		card_on_file_require_cvv b card_on_file_require_exp_date b button_text s recurring_average_amount i sca_data {"name":"n"}
		session_data {"ssn":"s"} payment_method_reference s account_funding b account_funding_information {"sender_city":"Odense"}
		agreement_filter l offline_agreement_filter l allowed_ip s`
	sessionInfoFields = `id s type s configuration s locale s expires t charge s settle b recurring b customer s subscription s created t
		currency s agent s url s phone s experimental b alternativeReturnUrl s cancel_url s accept_url s payment_methods l card_on_file s
		card_on_file_require_cvv b button_text s subscription_session_done b order_text s recurring_optional b recurring_optional_text s
		recurring_average_amount i sca_data {"name":"n"} payment_method_reference s account_funding b allowed_ip s`
	sessionDataFields = `ssn s account_holder_name s mps_amount i mps_plan s mps_description s mps_frequency s mps_external_id s
		mps_payment_description s mps_cancel_redirect_url s mpo_flow s alternative_return_url s applepay_recurring_payment_start_date s
		applepay_recurring_payment_end_date s applepay_recurring_payment_interval_unit s applepay_recurring_payment_interval_count i
		applepay_recurring_label s applepay_recurring_amount i sepa_debtor_name s sepa_debtor_address s sepa_debtor_postal_code s
		sepa_debtor_city s sepa_debtor_country s sepa_debtor_iban s sepa_mandate_amount i vipps_recurring_amount i
		vipps_recurring_product_name s vipps_recurring_pricing_type s vipps_recurring_product_description s
		vipps_recurring_interval_count i vipps_recurring_interval_unit s vipps_recurring_initial_payment_description s
		vipps_recurring_merchant_cancel_url s vipps_recurring_campaign_amount i vipps_recurring_campaign_interval_count i
		vipps_recurring_campaign_interval_unit s vipps_recurring_campaign_end_date s anyday_webshop_url s mpo_minimum_user_age i`
	pricingFields = `pricing_model s unit_ranges [{"from":1,"price_per_unit":"0.05","to":10}] vat f currency s unit_label s
		included_units i minimum_fee s amount_incl_vat b tax_policy s`
)

// document makes a JSON object of the fields.
func document(fields string) string {
	words := strings.Fields(fields)
	parts := make([]string, 0, len(words)/2)
	for i := 0; i+1 < len(words); i += 2 {
		value := words[i+1]
		switch value {
		case "s":
			value = fmt.Sprintf("%q", "the "+words[i])
		case "i":
			value = fmt.Sprint(i + 1)
		case "b":
			value = "true"
		case "f":
			value = "0.25"
		case "t":
			value = fmt.Sprintf(`"2025-03-14T09:20:%02d.402Z"`, i%60)
		case "l":
			value = fmt.Sprintf(`["one %s","two"]`, words[i])
		}
		parts = append(parts, fmt.Sprintf("%q:%s", words[i], value))
	}
	return "{" + strings.Join(parts, ",") + "}"
}

// with adds a field to a JSON object.
func with(object, name, value string) string {
	return strings.TrimSuffix(object, "}") + fmt.Sprintf(",%q:%s}", name, value)
}

// Every documented field of an answer arrives in a field of its own: what goes in
// comes out again.
func TestDocumentedFields(t *testing.T) {
	t.Parallel()
	addOn := with(document("handle s created t quantity i amount i name s description s amount_incl_vat b"), "add_on", document(addOnFields))
	change := with(document(changeFields), "subscription_add_ons", "["+addOn+"]")
	subscription := with(with(document(subscriptionFields), "pending_change", change), "subscription_changes", "["+change+"]")
	discount := with(document(`handle s discount s state s created t count i invoices l apply_to l fixed_usage_reached b
		fixed_period_passed b coupon s deleted t name s description s amount i currency s percentage i fixed_count i fixed_period_unit s
		fixed_period i`), "discount_dto", document(discountFields))
	plan := document("version i handle s state s created t deleted t currency s " + planFields)
	coupon := document(`handle s code s discount s name s state s type s redemptions i created t expired t all_plans b eligible_plans l
		max_redemptions i valid_until t expire_reason s redemption_strategy s`)
	entitlements := "[" + document("handle s name s created t description s") + "]"
	for name, test := range map[string]struct {
		into any
		json string
	}{
		"Customer":     {new(billwerk.Customer), document(customerFields + " invoice_email s dunning_email s")},
		"CustomerNote": {new(billwerk.CustomerNote), document("note s id s created t user_name s user_email s")},
		"Subscription": {new(billwerk.Subscription), subscription},
		"Plan":         {new(billwerk.Plan), plan},
		"ChangedSubscription": {new(billwerk.ChangedSubscription), with(subscription, "change_journal",
			with(with(document("compensation_amount i changed_period_start_date t"), "change", change), "new_plan", plan))},
		"SubscriptionDiscount": {new(billwerk.SubscriptionDiscount), discount},
		"CouponRedemption":     {new(billwerk.CouponRedemption), fmt.Sprintf(`{"coupon":%s,"subscription_discount":%s}`, coupon, discount)},
		"SubscriptionEntitlements": {new(billwerk.SubscriptionEntitlements), fmt.Sprintf(
			`{"entitlements":%s,"additional_entitlements":%[1]s,"excluded_entitlements":%[1]s}`, entitlements)},
		"SubscriptionMeteredProduct": {new(billwerk.SubscriptionMeteredProduct), with(
			document("handle s uuid s name s description s entitlements l status s"), "pricing", document(pricingFields))},
		"MeteredUsage":              {new(billwerk.MeteredUsage), document("max i latest i total i state s")},
		"MeteredUsageRecord":        {new(billwerk.MeteredUsageRecord), document("uuid s units i created t state s")},
		"SubscriptionPeriodBalance": {new(billwerk.SubscriptionPeriodBalance), document("date t paid i consumed i remaining i creditable i period_amount i online_refundable i")},
		"IntervalAmount":            {new(billwerk.IntervalAmount), document("from s to s amount i currency s")},
		"Event":                     {new(billwerk.Event), document("id s created t event_type s customer s subscription s invoice s principal s principal_type s")},
		"SessionInfo":               {new(billwerk.SessionInfo), document(sessionInfoFields)},

		// Bodies, whose fields are all there when they are set.
		"CreateCustomer": {new(billwerk.CustomerCreateParams), document(`email s address s address2 s city s country s phone s company s
			vat s language s handle s test b metadata {"k":1} first_name s last_name s postal_code s debtor_id i generate_handle b
			invoice_email s dunning_email s`)},
		"UpdateCustomer": {new(billwerk.CustomerUpdateParams), document(`email s address s address2 s city s country s phone s company s
			vat s language s first_name s last_name s postal_code s debtor_id i`)},
		"CreateCustomerNote":        {new(billwerk.CustomerNoteParams), document("note s user_name s user_email s")},
		"CreateSubscriptionPlan":    {new(billwerk.PlanCreateParams), document(`handle s currency s metadata {"k":1} ` + planFields)},
		"SupersedeSubscriptionPlan": {new(billwerk.PlanSupersedeParams), document("supersede_mode s " + planFields)},
		"UpdateSubscriptionPlan": {new(billwerk.PlanUpdateParams), document(`name s description s vat f dunning_plan s tax_policy s
			renewal_reminder_email_days i trial_reminder_email_days i partial_period_handling s include_zero_amount b setup_fee i
			setup_fee_text s setup_fee_handling s partial_proration_days b fixed_trial_days b minimum_prorated_amount i account_funding b`)},
		"ChangePlanAmount": {new(billwerk.PlanAmountParams), document("amount i amount_incl_vat b supersede_mode s")},
		"CreateSubscription": {new(billwerk.SubscriptionCreateParams), document(`plan s signup_method s customer s amount i quantity i test b
			handle s metadata {"k":1} source s create_customer {"handle":"c"} plan_version i amount_incl_vat b generate_handle b start_date s
			end_date s grace_duration i no_trial b no_setup_fee b trial_period s conditional_create b
			subscription_discounts [{"handle":"h","discount":"d"}] coupon_codes l add_ons [{"handle":"h","add_on":"a"}]
			additional_costs [{"handle":"h","ordertext":"t","amount":5}] additional_entitlements l excluded_entitlements l
			metered_billing_products [{"metered_billing_product_handle":"m","unbilled_usage":"u","pricing_strategy":"p"}]`)},
		"CreateSubscriptionAddOn": {new(billwerk.SubscriptionAddOnParams), document(
			"handle s add_on s quantity i amount i name s description s fixed_amount b amount_incl_vat b")},
		"CreateSubscriptionDiscount": {new(billwerk.SubscriptionDiscountParams), document(
			"handle s discount s name s description s amount i percentage i apply_to l fixed_count i fixed_period_unit s fixed_period i")},
		"CreateSubscriptionAdditionalCost": {new(billwerk.SubscriptionAdditionalCostParams), document(
			"handle s ordertext s amount i quantity i vat f amount_incl_vat b tax_policy s")},
		"CreateSubscriptionMeteredBillingProduct": {new(billwerk.SubscriptionMeteredProductParams), document(`metered_billing_product_handle s
			unbilled_usage s pricing_strategy s vat f unit_label s included_units i minimum_fee s pricing_model s amount_incl_vat b
			tax_policy s unit_ranges [{"from":1,"price_per_unit":"0.05"}]`)},
		"ActivateSubscription":   {new(billwerk.SubscriptionActivateParams), document("signup_method s source s payment_method_reference s")},
		"CancelSubscription":     {new(billwerk.SubscriptionCancelParams), document("notice_periods i notice_periods_after_current b expire_at s trial_with_notice_and_fixation b")},
		"ExpireSubscription":     {new(billwerk.SubscriptionExpireParams), document("compensation_method s")},
		"OnHoldSubscription":     {new(billwerk.SubscriptionOnHoldParams), document("compensation_method s")},
		"ReactivateSubscription": {new(billwerk.SubscriptionReactivateParams), document("start_date s partial_period_handling s")},
		"SetPaymentMethod":       {new(billwerk.SubscriptionPaymentMethodParams), document("source s payment_method_reference s")},
		"ChangeSubscription": {new(billwerk.SubscriptionChangeParams), document(`timing s plan s amount i quantity i billing s amount_incl_vat b
			compensation_method s partial_period_handling s start_date s force_new_period b cancel_change b
			add_ons [{"handle":"h","add_on":"a"}] remove_add_ons l`)},
		"CreateCustomerInvoice": {new(billwerk.CustomerInvoiceParams), document(`handle s order_lines [{"ordertext":"t","amount":5}]
			settle {"payment_method":"auto"} metadata {"k":1} currency s manual_transfer {"method":"cash","payment_date":"2025-01-01"}
			billing_address {"city":"Odense"} shipping_address {"city":"Odense"}`)},
		"CreateSubscriptionInvoice": {new(billwerk.SubscriptionInvoiceParams), document(`handle s instant b due s settle {"payment_method":"auto"}
			metadata {"k":1} plan_manual b collect_additional_costs b collect_credit b apply_discounts b order_lines [{"ordertext":"t","amount":5}]
			manual_transfer {"method":"cash","payment_date":"2025-01-01"} billing_address {"city":"Odense"} shipping_address {"city":"Odense"}`)},
		"CreateMeteredUsageRecord": {new(billwerk.MeteredUsageParams), document("units i created s pricing_strategy s handle s")},
		"CreateChargeSession": {new(billwerk.SessionCreateChargeParams), document(sessionFields + ` invoice s settle b order {"handle":"o"} recurring b
			text_on_statement s acquirer_reference s recurring_optional b recurring_optional_text s`)},
		"Order": {new(billwerk.SessionOrderParams), document(`handle s key s amount i currency s customer {"handle":"c"} metadata {"k":1} ordertext s
			order_lines [{"ordertext":"t","amount":5}] customer_handle s billing_address {"city":"Odense"} shipping_address {"city":"Odense"}`)},
		"CreateRecurringSession":    {new(billwerk.SessionCreateRecurringParams), document(sessionFields + ` customer s currency s create_customer {"handle":"c"} order_text s`)},
		"CreateSubscriptionSession": {new(billwerk.SessionCreateSubscriptionParams), document(sessionFields + ` subscription s prepare_subscription {"plan":"p"} show_terms b show_subscription_details b`)},
		"ScaData": {new(billwerk.SCAData), document(`name s email s home_phone {"cc":"45","subscriber":"1"} mobile_phone {"cc":"45","subscriber":"2"}
			work_phone {"cc":"45","subscriber":"3"} billing_address {"city":"Odense"} shipping_address {"city":"Odense"} address_match b
			account_id s challenge_indicator s risk_indicator {"gift_card_amount":5} account_info {"purchase_count":0}`)},
		"ScaShippingAddress": {new(billwerk.SCAAddress), document("address1 s address2 s address3 s city s country s postal_code s state_or_province s")},
		"ScaRiskIndicator": {new(billwerk.SCARiskIndicator), document(`delivery_email s delivery_timeframe s gift_card_amount i gift_card_count i
			gift_card_currency s pre_order_date s pre_order_purchase_indicator s reorder_items_indicator s shipping_indicator s`)},
		"ScaAccountInfo": {new(billwerk.SCAAccountInfo), document(`created s changed s age_indicator s change_indicator s password_change s
			password_change_indicator s purchase_count i add_card_attempts i transactions_day i transactions_year i card_age s
			card_age_indicator s shipping_address_usage s shipping_address_usage_indicator s shipping_name_indicator b suspicious_activity b`)},
		"SessionData":                   {new(billwerk.SessionData), document(sessionDataFields)},
		"UpdateSubscriptionEntitlement": {new(billwerk.SubscriptionEntitlementParams), document("additional_entitlements l excluded_entitlements l")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, client.Unmarshal([]byte(test.json), test.into))
			require.JSONEq(t, test.json, encoded(t, test.into))
		})
	}
}

// Values that the vendor adds later survive.
func TestUnknownValuesSurvive(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		into any
		json string
	}{
		{new(billwerk.SubscriptionState), `"hibernating"`},
		{new(billwerk.PlanState), `"retired"`},
		{new(billwerk.ScheduleType), `"lunar"`},
		{new(billwerk.ExpireReason), `"boredom"`},
		{new(billwerk.PricingModel), `"auction"`},
		{new(billwerk.AddOnType), `"weight"`},
		{new(billwerk.SessionType), `"TIP"`},
		{new(billwerk.EventType), `"invoice_evaporated"`},
		{new(billwerk.WebhookState), `"lost"`},
	} {
		require.NoError(t, client.Unmarshal([]byte(test.json), test.into))
		require.Equal(t, test.json, encoded(t, test.into))
	}
}
