package billwerktest_test

import (
	"context"
	"iter"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk"
	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client"
)

func fakes() []any {
	return []any{
		&billwerktest.FakeCustomers{}, &billwerktest.FakeSubscriptions{}, &billwerktest.FakePlans{}, &billwerktest.FakeInvoices{},
		&billwerktest.FakeCharges{}, &billwerktest.FakeRefunds{}, &billwerktest.FakePaymentMethods{},
		&billwerktest.FakeSessions{}, &billwerktest.FakeWebhooks{}, &billwerktest.FakeEvents{},
	}
}

// A method whose function isn't set says which one it misses, and doesn't panic.
func TestUnsetFunctions(t *testing.T) {
	t.Parallel()
	methods := 0
	for _, fake := range fakes() {
		v := reflect.ValueOf(fake)
		for i := range v.NumMethod() {
			methods++
			name := v.Type().Elem().Name() + "." + v.Type().Method(i).Name + "Func"
			results := v.Method(i).Call(zeros(v.Method(i).Type()))
			err := failure(results[len(results)-1])
			assert.EqualError(t, err, "billwerktest."+name+" is not set")
		}
	}
	assert.Greater(t, methods, 90)
}

// A method calls its own function, with all its arguments.
func TestSetFunctions(t *testing.T) {
	t.Parallel()
	for _, fake := range fakes() {
		v := reflect.ValueOf(fake)
		for i := range v.NumMethod() {
			name := v.Type().Method(i).Name
			fn := v.Elem().FieldByName(name + "Func")
			require.True(t, fn.IsValid(), name)
			var got []reflect.Value
			fn.Set(reflect.MakeFunc(fn.Type(), func(args []reflect.Value) []reflect.Value {
				got = args
				out := make([]reflect.Value, fn.Type().NumOut())
				for i := range out {
					out[i] = reflect.Zero(fn.Type().Out(i))
				}
				return out
			}))
			args := zeros(v.Method(i).Type())
			for i, arg := range args {
				if arg.Kind() == reflect.String {
					args[i] = reflect.ValueOf(string(rune('a' + i))).Convert(arg.Type())
				}
			}
			v.Method(i).Call(args)
			require.Len(t, got, len(args)+1, name) // and the options
			for i, arg := range args {
				if arg.Kind() == reflect.Func {
					continue // these can't be compared
				}
				assert.Equal(t, arg.Interface(), got[i].Interface(), name)
			}
			fn.SetZero()
		}
	}
}

// zeros are the arguments of a call without options.
func zeros(of reflect.Type) (args []reflect.Value) {
	for i := range of.NumIn() - 1 {
		args = append(args, reflect.New(of.In(i)).Elem())
	}
	return args
}

// failure is the error of a result, or the first one that an iterator yields.
func failure(result reflect.Value) error {
	if err, ok := reflect.TypeAssert[error](result); ok {
		return err
	}
	for _, second := range result.Seq2() {
		err, _ := reflect.TypeAssert[error](second)
		return err
	}
	return nil
}

// A fake stands for a service of the client.
func TestFakesReplaceServices(t *testing.T) {
	t.Parallel()
	s := billwerktest.NewServer(t)
	c := s.Client(t)
	c.Charges = &billwerktest.FakeCharges{
		GetFunc: func(_ context.Context, handle string, _ ...client.CallOption) (*billwerk.Charge, error) {
			return &billwerk.Charge{Handle: handle, State: billwerk.ChargeSettled}, nil
		},
		AllFunc: func(context.Context, *billwerk.ChargeListParams, ...client.CallOption) iter.Seq2[*billwerk.Charge, error] {
			return func(yield func(*billwerk.Charge, error) bool) { yield(&billwerk.Charge{Handle: "o-2"}, nil) }
		},
	}
	got, err := c.Charges.Get(t.Context(), "o-1")
	require.NoError(t, err)
	assert.Equal(t, "o-1", got.Handle)
	for charge, err := range c.Charges.All(t.Context(), nil) {
		require.NoError(t, err)
		assert.Equal(t, "o-2", charge.Handle)
	}
	assert.Zero(t, s.Count(), "nothing went over the wire")
}
