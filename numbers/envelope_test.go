package numbers_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/numbers"
)

// reader makes one call and returns an identity of what it found.
type reader func(ctx context.Context, c *numbers.Client) ([]string, error)

func idOf[T any](item *T, err error, id func(*T) string) ([]string, error) {
	if err != nil {
		return nil, err
	}
	return []string{id(item)}, nil
}

func idsOf[T any](page *numbers.Page[T], err error, id func(*T) string) ([]string, error) {
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, item := range page.Items {
		ids = append(ids, id(item))
	}
	return ids, nil
}

var (
	numberID   = func(n *numbers.Number) string { return n.Number }
	addressID  = func(a *numbers.Address) string { return a.AddressSID }
	callID     = func(c *numbers.Call) string { return c.CallSID }
	flowID     = func(f *numbers.Flow) string { return f.ConfigID }
	messageID  = func(m *numbers.Message) string { return m.MessageSID }
	propertyID = func(p *numbers.Property) string { return p.PropertySID }
	loginID    = func(l *numbers.OnlineLogin) string { return l.OnlineLoginSID }
	blockID    = func(b *numbers.NumberBlock) string { return b.NumberBlockSID }
)

var anyWindow = numbers.MessageListParams{From: time.Unix(1, 0), To: time.Unix(2, 0)}

// The pages differ on wrappers: of each object, the forms in which one may come,
// and those in which a list may. X stands for the object.
var forms = []struct {
	name, object string
	one, many    []string
	getOne       reader
	getMany      reader
}{
	{
		name: "numbers", object: `{"Number":"+61255501200","Status":"Active"}`,
		one: []string{`{"Number":X}`}, many: []string{`{"Numbers":[X]}`, `{"Number":X}`},
		getOne: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			n, err := c.Numbers.Get(ctx, heldNumber)
			return idOf(n, err, numberID)
		},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Numbers.List(ctx, nil)
			return idsOf(p, err, numberID)
		},
	},
	{
		name: "addresses", object: `{"AddressSid":"D1","PostalCode":"0800"}`,
		one: []string{`{"Address":X}`}, many: []string{`{"Addresses":[X]}`},
		getOne: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			a, err := c.Addresses.Get(ctx, "D1")
			return idOf(a, err, addressID)
		},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Addresses.List(ctx, nil)
			return idsOf(p, err, addressID)
		},
	},
	{
		name: "calls", object: `{"CallSid":"C1","Duration":3}`,
		one: []string{`{"Call":X}`}, many: []string{`{"Calls":[X],"Token":"t"}`},
		getOne: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			call, err := c.Calls.Get(ctx, "C1")
			return idOf(call, err, callID)
		},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Calls.List(ctx, &numbers.CallListParams{Token: "t"})
			return idsOf(p, err, callID)
		},
	},
	{
		name: "flows", object: `{"ConfigId":"f1"}`, many: []string{`{"Flows":[X]}`},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Flows.List(ctx, propertySID, nil)
			return idsOf(p, err, flowID)
		},
	},
	{
		name: "messages", object: `{"MessageSid":"M1","Text":"x","NumSegments":null}`,
		one: []string{`{"Message":X}`}, many: []string{`{"Messages":[X]}`},
		getOne: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			m, err := c.Messages.Get(ctx, "M1")
			return idOf(m, err, messageID)
		},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Messages.List(ctx, propertySID, &anyWindow)
			return idsOf(p, err, messageID)
		},
	},
	{
		name: "properties", object: `{"PropertySid":"S1","Active":true}`,
		one: []string{`{"Property":X}`, `{"Project":X}`}, many: []string{`{"Projects":[X],"TotalCount":1,"NextPageToken":null}`, `{"Properties":[X]}`},
		getOne: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Properties.Get(ctx, "S1")
			return idOf(p, err, propertyID)
		},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.Properties.List(ctx, nil)
			return idsOf(p, err, propertyID)
		},
	},
	{
		name: "logins", object: `{"OnlineLoginSid":"u","Permissions":[{"PropertySid":"S1","Scopes":"Manage"}]}`,
		one: []string{`{"OnlineLogin":X}`}, many: []string{`{"OnlineLogins":[X],"TotalCount":1}`},
		getOne: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			l, err := c.OnlineLogins.Get(ctx, "u")
			return idOf(l, err, loginID)
		},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.OnlineLogins.List(ctx, nil)
			return idsOf(p, err, loginID)
		},
	},
	{
		name: "blocks", object: `{"Id":1,"NumberBlockSid":"B1","SipTrunkId":null}`,
		many: []string{`{"Items":[X],"PageIndex":0,"PageSize":10,"TotalCount":1}`, `{"NumberBlocks":[X]}`},
		getMany: func(ctx context.Context, c *numbers.Client) ([]string, error) {
			p, err := c.NumberBlocks.Search(ctx, "SYD", nil)
			return idsOf(p, err, blockID)
		},
	},
}

// theID is the identity in the object of a form.
var theID = map[string]string{
	"numbers": "+61255501200", "addresses": "D1", "calls": "C1", "flows": "f1", "messages": "M1", "properties": "S1", "logins": "u", "blocks": "B1",
}

func TestFormsOfAnswers(t *testing.T) {
	t.Parallel()
	for _, form := range forms {
		t.Run(form.name, func(t *testing.T) {
			t.Parallel()
			read := func(get reader, template string) ([]string, error) {
				c, _ := answering(t, http.StatusOK, strings.ReplaceAll(template, "X", form.object))
				return get(t.Context(), c)
			}
			want := []string{theID[form.name]}
			if form.getOne != nil {
				// Known names, no wrapper, another case, an unknown name, a list of one.
				for _, template := range append(form.one, "X", strings.ToLower(strings.Split(form.one[0], "X")[0])+"X}", `{"Result":X,"Note":"n"}`, `[X]`) {
					ids, err := read(form.getOne, template)
					require.NoError(t, err, template)
					assert.Equal(t, want, ids, template)
				}
				for _, template := range []string{`{}`, `[]`, `[X,X]`, `[null]`, `{"A":X,"B":X}`, `{"Note":"n"}`, `7`, `"x"`} {
					_, err := read(form.getOne, template)
					isA[*client.DecodeError](t, err)
				}
			}
			// Known names, a bare array, one bare object, an unknown name, wrapped items.
			for _, template := range append(form.many, "[X]", "X", `{"Results":[X],"Note":"n"}`, strings.ToUpper(strings.Split(form.many[0], "X")[0])+"X]}") {
				if !strings.Contains(form.many[0], "[X]") {
					t.Fatal("the first form must be an array")
				}
				ids, err := read(form.getMany, template)
				require.NoError(t, err, template)
				assert.Equal(t, want, ids, template)
			}
			if len(form.one) > 0 {
				ids, err := read(form.getMany, "["+form.one[0]+","+form.one[0]+"]")
				require.NoError(t, err)
				assert.Len(t, ids, 2)
			}
			name := strings.Split(form.many[0], `"`)[1]
			for _, template := range []string{`[]`, `{"` + name + `":[]}`, `{"` + name + `":null}`, `{"TotalCount":0,"NextPageToken":null}`} {
				ids, err := read(form.getMany, template)
				require.NoError(t, err, template)
				assert.Empty(t, ids, template)
			}
			// None of these may pass for an empty list.
			for _, template := range []string{`{}`, `{"TotalCount":3}`, `{"Note":"n"}`, `[{}]`, `[null]`, `[[X]]`, `{"` + name + `":[7]}`, `{"` + name + `":"x"}`, `{"A":[X],"B":[X]}`} {
				_, err := read(form.getMany, template)
				isA[*client.DecodeError](t, err)
			}
		})
	}
}

// Of objects that are known in part, the whole JSON stays; a field of another
// type than inferred is skipped, and does not make the answer unreadable.
func TestInferredFieldsAreLenient(t *testing.T) {
	t.Parallel()
	const body = `{"Number":"+61255501200","Type":7,"Capabilities":{"Voice":true,"SMS":false},"Friendly":{"x":1},"Status":"active","New":[1]}`
	c, _ := answering(t, http.StatusOK, `{"Number":`+body+`}`)
	n, err := c.Numbers.Get(t.Context(), heldNumber)
	require.NoError(t, err)
	assert.Equal(t, heldNumber, n.Number)
	assert.Equal(t, numbers.NumberActive, n.Status, "the constant, although the case differs")
	assert.Equal(t, numbers.Capabilities{numbers.CapabilityVoice}, n.Capabilities)
	assert.Empty(t, n.Friendly)
	assert.JSONEq(t, body, string(n.Raw))

	c, _ = answering(t, http.StatusOK, `{"CallSid":"C1","Duration":"184 s","StartDate":"2025-05-31 02:14:07","Disposition":"Teleported"}`)
	call, err := c.Calls.Get(t.Context(), "C1")
	require.NoError(t, err)
	assert.Equal(t, numbers.Disposition("Teleported"), call.Disposition)
	assert.Zero(t, call.Duration)
	start, ok := call.Start()
	assert.True(t, ok)
	assert.Equal(t, time.Date(2025, 5, 31, 2, 14, 7, 0, time.UTC), start)

	// Documented fields are not: a wrong type is a wrong document.
	c, _ = answering(t, http.StatusOK, `{"Message":{"MessageSid":"M1","Created":"yesterday"}}`)
	_, err = c.Messages.Get(t.Context(), "M1")
	isA[*client.DecodeError](t, err)
}

func TestCapabilityForms(t *testing.T) {
	t.Parallel()
	for form, want := range map[string]numbers.Capabilities{
		`["Voice","SMS"]`: {"Voice", "SMS"}, `"Voice, sms,"`: {"Voice", "SMS"}, `["Fax",7,null]`: {"Fax", "7"},
		`{"MMS":true,"Voice":false}`: {"MMS"}, `null`: nil, `""`: nil, `[]`: nil, `7`: nil,
	} {
		c, _ := answering(t, http.StatusOK, `{"Number":"+61255501200","Capabilities":`+form+`}`)
		n, err := c.Numbers.Get(t.Context(), heldNumber)
		require.NoError(t, err, form)
		assert.Equal(t, want, n.Capabilities, form)
	}
}

// Where the fields of an answer are not documented, any JSON will do, but nothing
// else: every answer is JSON (page errors).
func TestConfirmations(t *testing.T) {
	t.Parallel()
	params := &numbers.NumberConfigureParams{Friendly: "x"}
	for _, body := range []string{`{}`, `{"Ok":true}`, `[]`, `{"Number":{"Friendly":"x"}}`} {
		c, _ := answering(t, http.StatusOK, body)
		n, err := c.Numbers.Configure(t.Context(), "61255501200", params)
		require.NoError(t, err, body)
		assert.Equal(t, heldNumber, n.Number, "taken from the request")
		assert.JSONEq(t, body, string(n.Raw))

		b, err := c.NumberBlocks.Configure(t.Context(), "B1", &numbers.NumberBlockConfigureParams{PropertySID: "S1", Source: "radio"})
		require.NoError(t, err, body)
		assert.Equal(t, "B1", b.NumberBlockSID)
	}
	for _, body := range []string{``, `null`, `"done"`, `<html>`, `{"a":`} {
		c, _ := answering(t, http.StatusOK, body)
		_, err := c.Numbers.Configure(t.Context(), heldNumber, params)
		isA[*client.DecodeError](t, err)
	}
}

func TestDeleteAnswers(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"AddressSid":"D1"}`, `"D1"`, `{"Address":{"AddressSid":"D1"}}`} {
		c, _ := answering(t, http.StatusOK, body)
		assert.NoError(t, c.Addresses.Delete(t.Context(), "D1"), body)
	}
	for _, body := range []string{``, `null`, `""`, `<html>`} {
		c, _ := answering(t, http.StatusOK, body)
		err := c.Addresses.Delete(t.Context(), "D1", client.WithMaxAttempts(1))
		isA[*client.DecodeError](t, err)
	}
}

// Whatever the bytes, decoding gives an item that has its identity, or an error,
// and it never panics.
func FuzzAnswers(f *testing.F) {
	for _, name := range []string{"numbers_list.json", "calls_list.json", "messages_batch.json", "properties_list.json", "number_configure.json"} {
		f.Add(sample(f, name))
	}
	for _, body := range []string{`{"Number":{"Number":{"Number":"x"}}}`, `[[[]]]`, `{"Numbers":[{"Number":null}]}`, `{"Message":"x"}`} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		c, _ := answering(t, http.StatusOK, string(body))
		for _, form := range forms {
			for _, get := range []reader{form.getOne, form.getMany} {
				if get == nil {
					continue
				}
				ids, err := get(t.Context(), c)
				if err != nil {
					_, isDecode := errors.AsType[*client.DecodeError](err)
					_, isRefusal := errors.AsType[*numbers.Error](err)
					assert.Truef(t, isDecode || isRefusal, "%T", err)
				}
				for _, id := range ids {
					assert.NotEmpty(t, id)
				}
			}
		}
	})
}
