package vendorkit_test

import (
	"bytes"
	"flag"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestExportedAPI keeps the exported API of each package in a golden file, so
// that a change of it is a decision: run `go test . -update` and commit the file.
func TestExportedAPI(t *testing.T) {
	t.Parallel()
	for _, pkg := range listPackages(t) {
		if pkg.Name == "main" || strings.Contains(pkg.ImportPath, "/internal/") || pkg.rel() == "." {
			continue
		}
		t.Run(pkg.rel(), func(t *testing.T) {
			t.Parallel()
			got := exportedAPI(t, pkg.Dir)
			golden := filepath.Join("testdata", "api", strings.ReplaceAll(pkg.rel(), "/", "_")+".txt")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(golden), 0o755))
				require.NoError(t, os.WriteFile(golden, []byte(got), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err, "run: go test . -update")
			assert.Equal(t, string(want), got, "the exported API has changed; if that is meant, run: go test . -update")
		})
	}
}

// exportedAPI prints the exported declarations of the package in dir, without
// comments and bodies, one block each, sorted.
func exportedAPI(t *testing.T, dir string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	require.NoError(t, err)
	fset := token.NewFileSet()
	var blocks []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		if !ast.FileExports(parsed) {
			continue
		}
		for _, decl := range parsed.Decls {
			blocks = append(blocks, declarations(t, fset, decl)...)
		}
	}
	slices.Sort(blocks)
	return strings.Join(blocks, "\n") + "\n"
}

// receiver is the name of the type that a method belongs to.
func receiver(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.IndexListExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func declarations(t *testing.T, fset *token.FileSet, decl ast.Decl) []string {
	t.Helper()
	text := func(node any) string {
		var b bytes.Buffer
		require.NoError(t, (&printer.Config{Mode: printer.TabIndent, Tabwidth: 4}).Fprint(&b, fset, node))
		return b.String()
	}
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && !ast.IsExported(receiver(d.Recv.List[0].Type)) {
			return nil
		}
		d.Body, d.Doc = nil, nil
		return []string{text(d)}
	case *ast.GenDecl:
		if d.Tok == token.IMPORT {
			return nil
		}
		var out []string
		for _, spec := range d.Specs {
			if v, ok := spec.(*ast.ValueSpec); ok && d.Tok == token.VAR {
				v.Values = nil // a variable's value is no part of the API
			}
			out = append(out, d.Tok.String()+" "+text(spec))
		}
		return out
	}
	return nil
}
