package numbers

import (
	"maps"
	"slices"
	"strings"

	"github.com/vendorkit/vendorkit-go/client"
)

// Code is the ErrorCode of a refused request. It is open: a code that this
// package doesn't know arrives as the vendor sent it. The vendor says to branch
// on it; its statuses are few, and a NOT_FOUND probably comes with status 400.
type Code string

// The documented codes: all are on the page errors, but for UNKNOWN_TIME_ZONE,
// which is on the page create-project. There is none for a missing message,
// flow, login or block, nor for a number bought twice, SMS not switched on, the
// limit of leased senders, or status 401 and 500.
const (
	CodeParameterRequired                Code = "PARAMETER_REQUIRED"
	CodeParameterInvalid                 Code = "PARAMETER_INVALID"
	CodeParameterTooShort                Code = "PARAMETER_TOO_SHORT"
	CodeParameterTooLong                 Code = "PARAMETER_TOO_LONG"
	CodeOneOfSeveralParametersRequired   Code = "ONE_OF_SEVERAL_PARAMETERS_REQUIRED"
	CodeInvalidPhoneNumberFormat         Code = "INVALID_PHONENUMBER_FORMAT"
	CodeInvalidCountryCodeFormat         Code = "INVALID_COUNTRYCODE_FORMAT"
	CodeUnknownRoutingMethod             Code = "UNKNOWN_ROUTING_METHOD"
	CodeUnknownRecordingOption           Code = "UNKNOWN_RECORDING_OPTION"
	CodeUnknownCapability                Code = "UNKNOWN_CAPABILITY"
	CodeUnknownDisposition               Code = "UNKNOWN_DISPOSITION"
	CodeUnknownNumberType                Code = "UNKNOWN_NUMBERTYPE"
	CodeUnknownTimeZone                  Code = "UNKNOWN_TIME_ZONE"
	CodeAddressNotFound                  Code = "ADDRESS_NOT_FOUND"
	CodeNumberNotFound                   Code = "NUMBER_NOT_FOUND"
	CodeLocationNotFound                 Code = "LOCATION_NOT_FOUND"
	CodeCountryNotFound                  Code = "COUNTRY_NOT_FOUND"
	CodePropertyNotFound                 Code = "PROPERTY_NOT_FOUND"
	CodeAccountNotFound                  Code = "ACCOUNT_NOT_FOUND"
	CodeCallNotFound                     Code = "CALL_NOT_FOUND"
	CodeCountryUnavailable               Code = "COUNTRY_UNAVAILABLE"
	CodeForbidden                        Code = "FORBIDDEN"
	CodeAddressCannotBeDeleted           Code = "ADDRESS_CANNOT_BE_DELETED"
	CodeNumberBelongsToDifferentProperty Code = "NUMBER_BELONGS_TO_DIFFERENT_PROPERTY"
)

// codeInfo is what is known of a code: which class it is, and the vendor's
// description.
type codeInfo struct {
	class       error
	description string
}

var codes = map[Code]codeInfo{
	CodeParameterRequired: {client.ErrInvalid, "A required parameter is missing. The name of the missing parameter is available in the error message and as FieldName."},
	CodeParameterInvalid:  {client.ErrInvalid, "A supplied parameter is not within appropriate bounds. The name of the parameter is available in the error message and as FieldName."},
	CodeParameterTooShort: {client.ErrInvalid, "A provided parameter is too short. More details are available in the error message."},
	CodeParameterTooLong:  {client.ErrInvalid, "A provided parameter is too long. More details are available in the error message."},
	CodeOneOfSeveralParametersRequired: {client.ErrInvalid, "At least one parameter from several parameters must be provided. The names of the parameters are available in the error message and, " +
		"concatenated, as FieldName."},
	CodeInvalidPhoneNumberFormat: {client.ErrInvalid, "A provided number is not in the expected format (E.164)."},
	CodeInvalidCountryCodeFormat: {client.ErrInvalid, "A provided country code is not in the expected format (ISO 3166-1)."},
	CodeUnknownRoutingMethod:     {client.ErrInvalid, "A provided routing method is not known."},
	CodeUnknownRecordingOption:   {client.ErrInvalid, "A provided recording option is not known."},
	CodeUnknownCapability:        {client.ErrInvalid, "A provided capability is not known."},
	CodeUnknownDisposition:       {client.ErrInvalid, "A provided disposition is not known."},
	CodeUnknownNumberType:        {client.ErrInvalid, "A provided number type is not known."},
	CodeUnknownTimeZone:          {client.ErrInvalid, "A provided time zone is not a known Windows time zone ID."},

	CodeAddressNotFound:  {client.ErrNotFound, "A matching address could not be found."},
	CodeNumberNotFound:   {client.ErrNotFound, "A matching phone number could not be found."},
	CodeLocationNotFound: {client.ErrNotFound, "The combination of geographical filters that were provided cannot be resolved to a known location."},
	CodeCountryNotFound:  {client.ErrNotFound, "A matching country could not be found."},
	CodePropertyNotFound: {client.ErrNotFound, "A matching property could not be found."},
	CodeAccountNotFound:  {client.ErrNotFound, "A matching account could not be found."},
	CodeCallNotFound:     {client.ErrNotFound, "A matching call could not be found."},

	CodeCountryUnavailable: {client.ErrForbidden, "Attempted access to a country which is not available."},
	CodeForbidden:          {client.ErrForbidden, "A request could not be processed due to missing permissions."},

	CodeAddressCannotBeDeleted:           {client.ErrConflict, "A request to delete an address could not be processed as there are existing numbers which are linked to this address."},
	CodeNumberBelongsToDifferentProperty: {client.ErrConflict, "The number provided in the request belongs to a different property than the one provided in the request."},
}

// normal is the code as the table has it.
func (c Code) normal() Code { return Code(strings.ToUpper(strings.TrimSpace(string(c)))) }

// Known reports whether the code is documented, without regard to case.
func (c Code) Known() bool {
	_, ok := codes[c.normal()]
	return ok
}

// Description is the vendor's description of a documented code, "" for others.
func (c Code) Description() string { return codes[c.normal()].description }

// Codes returns the documented codes in alphabetical order.
func Codes() []Code { return slices.Sorted(maps.Keys(codes)) }

// classByForm classifies a code that isn't documented by the form of its name,
// as the documented ones have it. Nil if the form says nothing.
func (c Code) classByForm() error {
	name := string(c.normal())
	switch {
	case name == "UNKNOWN_ERROR": // made up by the vendor's Java SDK for what it can't read
		return nil
	case strings.HasSuffix(name, "_NOT_FOUND"):
		return client.ErrNotFound
	case strings.HasPrefix(name, "PARAMETER_"), strings.HasPrefix(name, "UNKNOWN_"), strings.HasPrefix(name, "INVALID_"),
		strings.HasPrefix(name, "ONE_OF_SEVERAL_"):
		return client.ErrInvalid
	}
	return nil
}
