package main

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
	"github.com/vendorkit/vendorkit-go/examples/internal/demo"
	"github.com/vendorkit/vendorkit-go/numbers"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
)

// codes: the code decides, not the status.
func codes(d *demo.D) {
	d.Section("7. Errors by code (numbers)")
	ctx := context.Background()
	vendor := numberstest.NewServer(d)
	c := vendor.Client(d)

	_, err := c.Numbers.Get(ctx, "+61255509999")
	missing, ok := errors.AsType[*numbers.NotFoundError](err)
	show(d, "get a number that isn't there", err)
	d.Promise(ok && missing.ErrorCode == numbers.CodeNumberNotFound && missing.StatusCode == http.StatusBadRequest && errors.Is(err, client.ErrNotFound),
		"not found, although this vendor says 400")

	_, err = c.Addresses.Create(ctx, &numbers.AddressCreateParams{Line1: "18 Harbour Row", City: "Sydney", CountryCode: "au"})
	invalid, ok := errors.AsType[*numbers.ValidationError](err)
	show(d, "create an address in \"au\"", err)
	d.Promise(ok && strings.Join(invalid.Fields(), " ") == "CountryCode", "a validation error names its parameters")

	err = c.Addresses.Delete(ctx, numberstest.AddressSID)
	_, ok = errors.AsType[*numbers.ConflictError](err)
	show(d, "delete an address in use", err)
	d.Promise(ok && errors.Is(err, client.ErrConflict) && !errors.Is(err, client.ErrForbidden), "a conflict, although this vendor says 403")
	d.Say("Why: the same status stands for many things; the code says which, and errors.Is says it for all vendors.")
}

// show prints type, code and fields of a numbers error.
func show(d *demo.D, what string, err error) {
	if e, ok := errors.AsType[*numbers.Error](err); ok {
		d.Show(what, "HTTP %d, %s %v", e.StatusCode, e.ErrorCode, e.Fields())
		return
	}
	d.Show(what, "%v", err)
}
