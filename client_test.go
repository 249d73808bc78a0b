package vendorkit_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/vendorkit/vendorkit-go/billwerk/billwerktest"
	"github.com/vendorkit/vendorkit-go/client/clienttest"
	"github.com/vendorkit/vendorkit-go/ecp/ecptest"
	"github.com/vendorkit/vendorkit-go/numbers/numberstest"
	"github.com/vendorkit/vendorkit-go/redemptions/pay/paytest"
	"github.com/vendorkit/vendorkit-go/redemptions/redemptionstest"
)

const module = "github.com/vendorkit/vendorkit-go"

// TestConformance runs the same suite over all vendors: what holds for one
// holds for all, and a failing line names the rule of the design that broke.
// It runs here alone, for it takes a while; for one vendor:
//
//	go test . -run TestConformance/ecp
func TestConformance(t *testing.T) { //nolint:paralleltest // the suite measures memory
	for _, vendor := range []clienttest.Vendor{
		ecptest.Conformance(), redemptionstest.Conformance(), paytest.Conformance(), billwerktest.Conformance(), numberstest.Conformance(),
	} {
		t.Run(vendor.Name, func(t *testing.T) { clienttest.RunVendor(t, vendor) })
	}
}

type listedPackage struct {
	ImportPath, Name, Dir string
	Imports, Deps         []string
	GoFiles               []string
}

func (p listedPackage) rel() string {
	if p.ImportPath == module {
		return "."
	}
	return strings.TrimPrefix(p.ImportPath, module+"/")
}

// listPackages asks the go command for the packages of the main module.
func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Name,Dir,Imports,Deps,GoFiles", "./...").Output()
	require.NoError(t, err)
	var packages []listedPackage
	for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
		var p listedPackage
		require.NoError(t, decoder.Decode(&p))
		packages = append(packages, p)
	}
	require.NotEmpty(t, packages)
	return packages
}

var vendors = []string{"ecp", "redemptions", "billwerk", "numbers"}

func vendorOf(rel string) string {
	first, _, _ := strings.Cut(rel, "/")
	if slices.Contains(vendors, first) {
		return first
	}
	return ""
}

// TestDependencyDirections holds the table of the design: who may import whom.
func TestDependencyDirections(t *testing.T) {
	t.Parallel()
	const (
		retryable = "github.com/hashicorp/go-retryablehttp"
		jwt       = "github.com/golang-jwt/jwt/v5"
		rate      = "golang.org/x/time/rate"
		codec     = "github.com/go-json-experiment/json"
	)
	// What each core package may import of ours and of others, beyond the standard library.
	allowed := map[string][]string{
		"auth":              {jwt},
		"retry":             {rate},
		"client":            {module + "/auth", module + "/retry", retryable, codec, codec + "/jsontext", codec + "/v1"},
		"client/clienttest": {module + "/auth", module + "/retry", module + "/client"},
	}
	for _, p := range listPackages(t) {
		rel := p.rel()
		for _, imported := range p.Imports {
			if !strings.Contains(strings.SplitN(imported, "/", 2)[0], ".") {
				continue // the standard library
			}
			ours := strings.HasPrefix(imported, module)
			switch vendor := vendorOf(rel); {
			case allowed[rel] != nil:
				assert.Contains(t, allowed[rel], imported, "%s must not import it", rel)
			case vendor != "" && ours:
				other := vendorOf(strings.TrimPrefix(imported, module+"/"))
				assert.Contains(t, []string{"", vendor}, other, "%s imports another vendor", rel)
				assert.NotContains(t, imported, "/examples", "%s imports an example", rel)
				if !strings.HasSuffix(rel, "test") {
					assert.NotContains(t, imported, "test", "%s imports test code", rel)
				}
			case vendor != "":
				assert.Fail(t, "a vendor needs no library of its own", "%s imports %s", rel, imported)
			}
		}
		if !strings.HasPrefix(rel, "examples") {
			assert.NotContains(t, p.Deps, "github.com/stretchr/testify/assert", "%s: tests only", rel)
		}
		if vendorOf(rel) != "" && !strings.HasSuffix(rel, "test") {
			assert.NotContains(t, p.Deps, "testing", "%s pulls in package testing", rel)
		}
	}
}

// TestFences holds that a library is known to one file each, so that it can be replaced there.
func TestFences(t *testing.T) {
	t.Parallel()
	fences := map[string]string{
		`"github.com/hashicorp/go-retryablehttp"`: "client/engine.go",
		`"github.com/golang-jwt/jwt/v5"`:          "auth/jwt.go",
		`"github.com/go-json-experiment/json"`:    "client/codec.go",
	}
	found := map[string][]string{}
	for _, p := range listPackages(t) {
		for _, file := range p.GoFiles {
			source, err := os.ReadFile(filepath.Join(p.Dir, file))
			require.NoError(t, err)
			for imported := range fences {
				if strings.Contains(string(source), "\n\t"+imported) || strings.Contains(string(source), "import "+imported) {
					found[imported] = append(found[imported], filepath.ToSlash(filepath.Join(p.rel(), file)))
				}
			}
		}
	}
	for imported, file := range fences {
		assert.Equal(t, []string{file}, found[imported], imported)
	}
}

// TestNoVendorOutsideItsFolder keeps the core free of any vendor's name.
func TestNoVendorOutsideItsFolder(t *testing.T) {
	t.Parallel()
	for _, p := range listPackages(t) {
		if rel := p.rel(); rel == "." || vendorOf(rel) != "" || strings.HasPrefix(rel, "examples") {
			continue
		}
		for _, file := range p.GoFiles {
			source, err := os.ReadFile(filepath.Join(p.Dir, file))
			require.NoError(t, err)
			text := strings.ToLower(string(source))
			for _, name := range []string{"billwerk", "reepay", "redemptions", "6dot50", "fone dynamics", "fonedynamics", "loyaltylane"} {
				assert.NotContains(t, text, name, "%s/%s", p.rel(), file)
			}
		}
	}
}
