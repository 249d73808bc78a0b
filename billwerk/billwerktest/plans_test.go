package billwerktest_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
)

// A plan is versioned.
func TestPlanVersions(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	params := &billwerk.PlanCreateParams{
		Handle: "p-1", Currency: "EUR", Metadata: billwerk.Metadata{"a": "b"},
		PlanSettings: billwerk.PlanSettings{
			Name: "One", Amount: 500, ScheduleType: billwerk.ScheduleDaily, Description: "first", NoticePeriods: new(2), VAT: new(0.1),
		},
	}
	made, err := b.Plans.Create(ctx, params)
	require.NoError(t, err)
	assert.Equal(t, 1, made.Version)
	assert.Equal(t, billwerk.PlanActive, made.State)
	assert.Equal(t, new(0.1), made.VAT)
	_, err = b.Plans.Create(ctx, params)
	wantCode(t, err, billwerk.CodeDuplicateHandle)

	// An update resets the texts and minor settings that it leaves out, and keeps the rest.
	updated, err := b.Plans.Update(ctx, "p-1", &billwerk.PlanUpdateParams{Name: "Uno"})
	require.NoError(t, err)
	assert.Equal(t, 1, updated.Version)
	assert.Empty(t, updated.Description)
	assert.Equal(t, new(2), updated.NoticePeriods)
	dearer, err := b.Plans.ChangeAmount(ctx, "p-1", &billwerk.PlanAmountParams{Amount: new(int64(600))})
	require.NoError(t, err)
	assert.Equal(t, 2, dearer.Version)
	assert.EqualValues(t, 600, dearer.Amount)
	assert.Equal(t, "Uno", dearer.Name)
	super, err := b.Plans.Supersede(ctx, "p-1", &billwerk.PlanSupersedeParams{
		PlanSettings: billwerk.PlanSettings{Name: "Due", Amount: 700, ScheduleType: billwerk.ScheduleMonthStartDate},
	})
	require.NoError(t, err)
	assert.Equal(t, 3, super.Version)
	assert.Equal(t, "EUR", super.Currency)
	assert.Nil(t, super.NoticePeriods)

	versions, err := b.Plans.Versions(ctx, "p-1", nil)
	require.NoError(t, err)
	require.Len(t, versions, 3)
	assert.Equal(t, billwerk.PlanSuperseded, versions[0].State)
	assert.EqualValues(t, 500, versions[0].Amount)
	current, err := b.Plans.Get(ctx, "p-1", nil)
	require.NoError(t, err)
	assert.Equal(t, super, current)
	second, err := b.Plans.GetVersion(ctx, "p-1", 2, nil)
	require.NoError(t, err)
	assert.Equal(t, versions[1], second)
	_, err = b.Plans.GetVersion(ctx, "p-1", 4, nil)
	wantCode(t, err, billwerk.CodeSubscriptionPlanNotFound)

	metadata, err := b.Plans.Metadata(ctx, "p-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.Metadata{"a": "b"}, metadata)

	deleted, err := b.Plans.Delete(ctx, "p-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.PlanDeleted, deleted.State)
	_, err = b.Plans.Delete(ctx, "p-1")
	wantCode(t, err, billwerk.CodeSubscriptionPlanNotFound)
	_, err = b.Plans.Update(ctx, "p-1", &billwerk.PlanUpdateParams{Name: "x"})
	wantCode(t, err, billwerk.CodeSubscriptionPlanNotFound)
	subscription := subscribe("s-1")
	subscription.Plan = "p-1"
	_, err = b.Subscriptions.Create(ctx, subscription)
	wantCode(t, err, billwerk.CodeSubscriptionPlanNotFound)
	back, err := b.Plans.Undelete(ctx, "p-1")
	require.NoError(t, err)
	assert.Equal(t, billwerk.PlanActive, back.State)

	var listed []int
	for p, err := range b.Plans.All(ctx, &billwerk.PlanListParams{Handle: "p-1"}) {
		require.NoError(t, err)
		listed = append(listed, p.Version)
	}
	assert.Equal(t, []int{3, 2, 1}, listed)
}

func TestPlanRefusals(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, settings := range map[string]billwerk.PlanSettings{
		"no fixed day": {Name: "x", ScheduleType: billwerk.ScheduleMonthFixedDay},
		"interval":     {Name: "x", ScheduleType: billwerk.ScheduleDaily, IntervalLength: -1},
	} {
		_, err := b.Plans.Create(t.Context(), &billwerk.PlanCreateParams{Handle: "p-1", PlanSettings: settings})
		wantCode(t, err, billwerk.CodeInvalidRequest)
		_, err = b.Plans.Supersede(t.Context(), billwerktest.Plan, &billwerk.PlanSupersedeParams{PlanSettings: settings})
		wantCode(t, err, billwerk.CodeInvalidRequest)
		_, err = b.Plans.Get(t.Context(), "p-1", nil)
		wantCode(t, err, billwerk.CodeSubscriptionPlanNotFound)
		assert.NotEmpty(t, name)
	}
}
