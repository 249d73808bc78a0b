package numbers

// DecodeError and others are what tests reach inside for.
var (
	DecodeError = decodeError
	PathNumber  = pathNumber
	CheckSender = checkSender
)
