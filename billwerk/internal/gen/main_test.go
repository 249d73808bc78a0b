package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The generated files are those that the tables give now.
func TestUpToDate(t *testing.T) {
	t.Parallel()
	for file, generate := range map[string]func() ([]byte, error){
		"codes_gen.go":              func() ([]byte, error) { return codes(codesTable) },
		"transaction_errors_gen.go": func() ([]byte, error) { return transactionErrors(transactionErrorsTable) },
	} {
		want, err := generate()
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join("..", "..", file))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), "%s is out of date: run go generate ./billwerk", file)
	}
}

func TestRefusesBadTables(t *testing.T) {
	t.Parallel()
	for name, table := range map[string]string{
		"too few columns": "1 400 invalid -",
		"no number":       "x 400 invalid - Name Message",
		"wrong order":     "2 400 invalid - Two Two\n1 400 invalid - One One",
		"twice":           "1 400 invalid - One One\n1 400 invalid - Two Two",
		"bad status":      "1 4xx invalid - One One",
		"bad class":       "1 400 wrong - One One",
		"bad hint":        "1 400 invalid wrong One One",
		"bad name":        "1 400 invalid - O.ne One",
	} {
		_, err := codes(table)
		assert.Error(t, err, name)
	}
	for name, table := range map[string]string{
		"too few columns": "a soft A",
		"bad class":       "a weak A meaning",
	} {
		_, err := transactionErrors(table)
		assert.Error(t, err, name)
	}
}
