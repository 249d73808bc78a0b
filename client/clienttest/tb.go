package clienttest

// TB is the part of testing.TB that this package needs. A *testing.T satisfies
// it; a program that is no test can bring its own.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
	Name() string
}
