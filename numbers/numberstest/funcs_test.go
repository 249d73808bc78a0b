package numberstest_test

import (
	"context"
	"iter"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

var errorType = reflect.TypeFor[error]()

// newFakes makes each fake, by the interface that it implements.
func newFakes() map[reflect.Type]any {
	return map[reflect.Type]any{
		reflect.TypeFor[numbers.NumberService]():      &numberstest.FakeNumbers{},
		reflect.TypeFor[numbers.NumberBlockService](): &numberstest.FakeNumberBlocks{},
		reflect.TypeFor[numbers.AddressService]():     &numberstest.FakeAddresses{},
		reflect.TypeFor[numbers.CallService]():        &numberstest.FakeCalls{},
		reflect.TypeFor[numbers.FlowService]():        &numberstest.FakeFlows{},
		reflect.TypeFor[numbers.MessageService]():     &numberstest.FakeMessages{},
		reflect.TypeFor[numbers.PropertyService]():    &numberstest.FakeProperties{},
		reflect.TypeFor[numbers.OnlineLoginService](): &numberstest.FakeOnlineLogins{},
	}
}

// Every method of every fake: without its function it says which one is missing,
// and with it, it hands everything on.
func TestFuncFakes(t *testing.T) {
	t.Parallel()
	fakes, services := newFakes(), 0
	for field := range reflect.TypeFor[numbers.Client]().Fields() {
		if field.IsExported() {
			services++
			assert.Contains(t, fakes, field.Type, "no fake for Client.%s", field.Name)
		}
	}
	assert.Len(t, fakes, services)
	for service, fake := range fakes {
		for method := range service.Methods() {
			testMethod(t, reflect.ValueOf(fake), method.Name)
		}
	}
}

func testMethod(t *testing.T, fake reflect.Value, name string) {
	t.Helper()
	method := fake.MethodByName(name)
	kind := fake.Elem().Type().Name()
	args := []reflect.Value{reflect.ValueOf(t.Context())}
	for i := 1; i < method.Type().NumIn()-1; i++ {
		args = append(args, reflect.Zero(method.Type().In(i)))
	}
	assert.ErrorContains(t, errorOf(method.Call(args)), kind+"."+name+"Func is not set")

	called := false
	field := fake.Elem().FieldByName(name + "Func")
	require.True(t, field.IsValid(), "%s has no %sFunc", kind, name)
	field.Set(reflect.MakeFunc(field.Type(), func(in []reflect.Value) []reflect.Value {
		called = true
		assert.Len(t, in, len(args)+1)
		assert.Equal(t, 1, in[len(args)].Len(), "the options are handed on")
		out := make([]reflect.Value, field.Type().NumOut())
		for i := range out {
			out[i] = reflect.Zero(field.Type().Out(i))
		}
		return out
	}))
	method.Call(append(args, reflect.ValueOf(client.AllowRepeat())))
	assert.True(t, called, "%s.%s", kind, name)
}

// errorOf is the error that a method returns, or that its listing yields.
func errorOf(results []reflect.Value) error {
	last := results[len(results)-1]
	if last.Type() == errorType {
		err, _ := reflect.TypeAssert[error](last)
		return err
	}
	for _, v := range last.Seq2() {
		err, _ := reflect.TypeAssert[error](v)
		return err
	}
	return nil
}

// A fake in a field of the client takes the place of the service.
func TestFuncFakeInAClient(t *testing.T) {
	t.Parallel()
	c, err := numbers.New(numberstest.Credentials())
	require.NoError(t, err)
	c.Messages = &numberstest.FakeMessages{
		SendFunc: func(context.Context, string, *numbers.MessageSendParams, ...client.CallOption) (*numbers.Message, error) {
			return nil, client.ErrOutcomeUnknown
		},
		AllFunc: func(context.Context, string, *numbers.MessageListParams, ...client.CallOption) iter.Seq2[*numbers.Message, error] {
			return func(yield func(*numbers.Message, error) bool) { yield(&numbers.Message{Text: "hello"}, nil) }
		},
	}
	_, err = c.Messages.Send(t.Context(), numberstest.PropertySID, nil)
	require.ErrorIs(t, err, client.ErrOutcomeUnknown)
	for m, err := range c.Messages.All(t.Context(), numberstest.PropertySID, nil) {
		require.NoError(t, err)
		assert.Equal(t, "hello", m.Text)
	}
}
