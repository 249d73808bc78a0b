package billwerk

import (
	"net/url"
	"reflect"
	"strconv"
)

// tokenParam names the parameter that changes from page to page.
const tokenParam = "next_page_token"

// queryOf encodes list parameters: a nil pointer, or a pointer to a struct whose
// fields have query tags. Zero fields are left out; slices repeat their
// parameter; booleans are the words true and false, behind a pointer so that
// false can be asked for. The result is never nil.
func queryOf(params any) (url.Values, error) {
	values := url.Values{}
	v := reflect.ValueOf(params)
	if !v.IsValid() || v.IsNil() {
		return values, nil
	}
	if p, ok := params.(interface{ listParams() *ListParams }); ok {
		if err := p.listParams().validate(); err != nil {
			return values, err
		}
	}
	return values, addFields(values, v.Elem())
}

func addFields(values url.Values, s reflect.Value) error {
	for i := range s.NumField() {
		field := s.Type().Field(i)
		if field.Anonymous {
			if err := addFields(values, s.Field(i)); err != nil {
				return err
			}
			continue
		}
		if err := addValue(values, field.Tag.Get("query"), s.Field(i)); err != nil {
			return err
		}
	}
	return nil
}

func addValue(values url.Values, name string, v reflect.Value) error {
	if v.IsZero() {
		return nil
	}
	if c, ok := reflect.TypeAssert[interface{ Validate() error }](v); ok {
		if err := c.Validate(); err != nil {
			return err
		}
	}
	switch v.Kind() { //nolint:exhaustive // the kinds that occur; a test goes over all parameters
	case reflect.String:
		values.Add(name, v.String())
	case reflect.Int, reflect.Int64:
		values.Add(name, strconv.FormatInt(v.Int(), 10))
	case reflect.Pointer: // to a bool, the only one
		values.Add(name, strconv.FormatBool(v.Elem().Bool()))
	case reflect.Slice:
		for i := range v.Len() {
			values.Add(name, v.Index(i).String())
		}
	}
	return nil
}
