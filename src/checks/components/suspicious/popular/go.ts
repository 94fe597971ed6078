/** Module paths of Go by host, owner and repository: some known to the authors, and those that a large project needs (aquasecurity/trivy, go.mod @ dc3c56eed5). */
export const goModules: string = `
github.com/gin-gonic/gin github.com/gorilla/mux github.com/gorilla/websocket github.com/labstack/echo github.com/gofiber/fiber github.com/go-chi/chi
github.com/julienschmidt/httprouter github.com/valyala/fasthttp github.com/spf13/cobra github.com/spf13/viper github.com/urfave/cli
github.com/sirupsen/logrus github.com/rs/zerolog github.com/stretchr/testify github.com/golang/mock github.com/onsi/ginkgo github.com/onsi/gomega
github.com/boltdb/bolt github.com/etcd-io/bbolt github.com/dgraph-io/badger github.com/syndtr/goleveldb github.com/go-redis/redis
github.com/redis/go-redis github.com/lib/pq github.com/jackc/pgx github.com/go-sql-driver/mysql github.com/mattn/go-sqlite3 github.com/jmoiron/sqlx
github.com/jinzhu/gorm github.com/golang-jwt/jwt github.com/dgrijalva/jwt-go github.com/google/uuid github.com/gofrs/uuid github.com/pkg/errors
github.com/fatih/color github.com/tidwall/gjson github.com/json-iterator/go github.com/goccy/go-json github.com/bytedance/sonic
github.com/ethereum/go-ethereum github.com/shopspring/decimal github.com/robfig/cron github.com/nats-io/nats.go github.com/segmentio/kafka-go
github.com/confluentinc/confluent-kafka-go github.com/streadway/amqp github.com/minio/minio-go github.com/hashicorp/vault github.com/hashicorp/consul
github.com/hashicorp/terraform github.com/aws/aws-sdk-go github.com/aws/aws-sdk-go-v2 github.com/docker/docker github.com/moby/moby
github.com/containerd/containerd github.com/kubernetes/kubernetes github.com/prometheus/client_golang github.com/grpc-ecosystem/grpc-gateway
github.com/loov/hrtime github.com/loov/layout github.com/areknoster/hypert github.com/xtaci/kcp-go github.com/bwmarrin/discordgo
github.com/PuerkitoBio/goquery github.com/gocolly/colly github.com/chromedp/chromedp github.com/charmbracelet/bubbletea
github.com/charmbracelet/lipgloss github.com/rivo/tview github.com/fsnotify/fsnotify github.com/go-playground/validator
github.com/mitchellh/mapstructure github.com/imdario/mergo github.com/samber/lo github.com/vektra/mockery github.com/xuri/excelize
github.com/360EntSecGroup-Skylar/excelize github.com/disintegration/imaging github.com/golang/protobuf github.com/gogo/protobuf
github.com/BurntSushi/toml github.com/pelletier/go-toml github.com/caddyserver/caddy github.com/go-kit/kit github.com/micro/go-micro
github.com/nsf/termbox-go github.com/siddontang/go gopkg.in/yaml.v3 gopkg.in/yaml.v2 gorm.io/gorm go.uber.org/zap google.golang.org/grpc
google.golang.org/protobuf golang.org/x/crypto golang.org/x/net go.mongodb.org/mongo-driver go.etcd.io/etcd go.opentelemetry.io/otel k8s.io/client-go
sigs.k8s.io/yaml cloud.google.com/go bitbucket.org/creachadair/shell gitlab.com/golang-commonmark/markdown codeberg.org/miekg/dns
github.com/Azure/azure-sdk-for-go github.com/CycloneDX/cyclonedx-go github.com/GoogleCloudPlatform/docker-credential-gcr github.com/Masterminds/sprig
github.com/NYTimes/gziphandler github.com/alecthomas/chroma github.com/alicebob/miniredis github.com/apparentlymart/go-cidr
github.com/aquasecurity/bolt-fixtures github.com/aquasecurity/go-gem-version github.com/aquasecurity/go-npm-version
github.com/aquasecurity/go-pep440-version github.com/aquasecurity/go-version github.com/aquasecurity/iamgo github.com/aquasecurity/table
github.com/aquasecurity/testdocker github.com/aquasecurity/tml github.com/aquasecurity/trivy-checks github.com/aquasecurity/trivy-db
github.com/aquasecurity/trivy-java-db github.com/aquasecurity/trivy-kubernetes github.com/bitnami/go-version github.com/bmatcuk/doublestar
github.com/cenkalti/backoff github.com/cheggaaa/pb github.com/containerd/platforms github.com/distribution/reference github.com/docker/cli
github.com/docker/go-units github.com/go-git/go-git github.com/go-viper/mapstructure github.com/gocsaf/csaf github.com/google/go-containerregistry
github.com/google/go-github github.com/google/jsonschema-go github.com/google/licenseclassifier github.com/hashicorp/go-getter
github.com/hashicorp/go-multierror github.com/hashicorp/go-retryablehttp github.com/hashicorp/go-uuid github.com/hashicorp/go-version
github.com/hashicorp/golang-lru github.com/hashicorp/hc-install github.com/hashicorp/hcl github.com/hashicorp/terraform-exec
github.com/in-toto/in-toto-golang github.com/knqyf263/go-apk-version github.com/knqyf263/go-deb-version github.com/knqyf263/go-rpm-version
github.com/knqyf263/go-rpmdb github.com/knqyf263/nested github.com/kylelemons/godebug github.com/magefile/mage github.com/masahiro331/go-disk
github.com/masahiro331/go-ebs-file github.com/masahiro331/go-ext4-filesystem github.com/masahiro331/go-mvn-version
github.com/masahiro331/go-vmdk-parser github.com/masahiro331/go-xfs-filesystem github.com/mattn/go-shellwords github.com/mitchellh/hashstructure
github.com/moby/buildkit github.com/moby/docker-image-spec github.com/nikolalohinski/gonja github.com/open-policy-agent/opa
github.com/opencontainers/go-digest github.com/opencontainers/image-spec github.com/openvex/go-vex github.com/owenrumney/go-sarif
github.com/package-url/packageurl-go github.com/quasilyte/go-ruleguard github.com/rogpeppe/go-internal github.com/rust-secure-code/go-rustaudit
github.com/sassoftware/go-rpmutils github.com/secure-systems-lab/go-securesystemslib github.com/sigstore/rekor github.com/sosedoff/gitkit
github.com/spdx/tools-golang github.com/spf13/cast github.com/spf13/pflag github.com/testcontainers/testcontainers-go github.com/tetratelabs/wazero
github.com/twitchtv/twirp github.com/xlab/treeprint github.com/zclconf/go-cty github.com/zclconf/go-cty-yaml go.etcd.io/bbolt golang.org/x/mod
golang.org/x/sync golang.org/x/term golang.org/x/text golang.org/x/tools golang.org/x/vuln golang.org/x/xerrors gopkg.in/ini.v1 helm.sh/helm/v4
k8s.io/api k8s.io/utils modernc.org/sqlite buf.build/gen/go buf.build/go/app buf.build/go/bufplugin buf.build/go/bufprivateusage
buf.build/go/interrupt buf.build/go/protovalidate buf.build/go/protoyaml buf.build/go/spdx buf.build/go/standard cel.dev/expr cloud.google.com/go/auth
cloud.google.com/go/compute cloud.google.com/go/iam cloud.google.com/go/longrunning cloud.google.com/go/monitoring cloud.google.com/go/storage
connectrpc.com/connect connectrpc.com/otelconnect dario.cat/mergo github.com/Azure/go-ansiterm
github.com/AzureAD/microsoft-authentication-library-for-go github.com/DataDog/zstd github.com/GoogleCloudPlatform/opentelemetry-operations-go
github.com/Intevation/gval github.com/Intevation/jsonpath github.com/MakeNowJust/heredoc github.com/Masterminds/goutils github.com/Masterminds/semver
github.com/Masterminds/squirrel github.com/Microsoft/go-winio github.com/Microsoft/hcsshim github.com/ProtonMail/go-crypto github.com/VividCortex/ewma
github.com/agext/levenshtein github.com/agnivade/levenshtein github.com/alessio/shellescape github.com/anchore/go-struct-converter
github.com/antlr4-go/antlr github.com/apparentlymart/go-textseg github.com/aquasecurity/jfather github.com/asaskevich/govalidator
github.com/aws/smithy-go github.com/bgentry/go-netrc github.com/blang/semver github.com/briandowns/spinner github.com/bufbuild/buf
github.com/bufbuild/protocompile github.com/bufbuild/protoplugin github.com/cespare/xxhash github.com/chai2010/gettext-go github.com/cli/browser
github.com/clipperhouse/uax29 github.com/cloudflare/circl github.com/cncf/xds github.com/containerd/cgroups github.com/containerd/continuity
github.com/containerd/errdefs github.com/containerd/fifo github.com/containerd/log github.com/containerd/plugin github.com/containerd/ttrpc
github.com/containerd/typeurl github.com/cpuguy83/dockercfg github.com/cpuguy83/go-md2man github.com/cyphar/filepath-securejoin
github.com/davecgh/go-spew github.com/decred/dcrd github.com/dlclark/regexp2 github.com/docker/distribution
github.com/docker/docker-credential-helpers github.com/docker/go-connections github.com/dsnet/compress github.com/dustin/go-humanize
github.com/dylibso/observe-sdk github.com/ebitengine/purego github.com/emicklei/go-restful github.com/emirpasic/gods
github.com/envoyproxy/go-control-plane github.com/envoyproxy/protoc-gen-validate github.com/evanphx/json-patch github.com/exponent-io/jsonpath
github.com/extism/go-sdk github.com/felixge/httpsnoop github.com/fluxcd/cli-utils github.com/fvbommel/sortorder github.com/fxamacker/cbor
github.com/go-errors/errors github.com/go-git/gcfg github.com/go-git/go-billy github.com/go-gorp/gorp github.com/go-jose/go-jose
github.com/go-logr/logr github.com/go-logr/stdr github.com/go-ole/go-ole github.com/go-openapi/analysis github.com/go-openapi/errors
github.com/go-openapi/jsonpointer github.com/go-openapi/jsonreference github.com/go-openapi/loads github.com/go-openapi/runtime
github.com/go-openapi/spec github.com/go-openapi/strfmt github.com/go-openapi/swag github.com/go-openapi/validate github.com/gobwas/glob
github.com/goccy/go-yaml github.com/gofrs/flock github.com/golang/groupcache github.com/google/btree github.com/google/cel-go
github.com/google/gnostic-models github.com/google/go-cmp github.com/google/go-querystring github.com/google/s2a-go github.com/google/safetext
github.com/googleapis/enterprise-certificate-proxy github.com/googleapis/gax-go github.com/gosuri/uitable github.com/hashicorp/aws-sdk-go-base
github.com/hashicorp/errwrap github.com/hashicorp/go-cleanhttp github.com/hashicorp/terraform-json github.com/huandu/xstrings
github.com/ianlancetaylor/demangle github.com/in-toto/attestation github.com/inconshreveable/mousetrap github.com/jbenet/go-context
github.com/jdx/go-netrc github.com/josephburnett/jd github.com/kevinburke/ssh_config github.com/klauspost/compress github.com/klauspost/cpuid
github.com/klauspost/pgzip github.com/knqyf263/labeler github.com/lann/builder github.com/lann/ps github.com/lestrrat-go/blackmagic
github.com/lestrrat-go/dsig github.com/lestrrat-go/dsig-secp256k1 github.com/lestrrat-go/httpcc github.com/lestrrat-go/httprc
github.com/lestrrat-go/jwx github.com/lestrrat-go/option github.com/liggitt/tabwriter github.com/lufia/plan9stats github.com/lunixbochs/struc
github.com/magiconair/properties github.com/mattn/go-colorable github.com/mattn/go-isatty github.com/mattn/go-runewidth github.com/miekg/dns
github.com/mitchellh/copystructure github.com/mitchellh/go-homedir github.com/mitchellh/go-wordwrap github.com/mitchellh/reflectwalk
github.com/moby/go-archive github.com/moby/locker github.com/moby/patternmatcher github.com/moby/sys github.com/moby/term
github.com/modern-go/concurrent github.com/modern-go/reflect2 github.com/monochromegane/go-gitignore github.com/morikuni/aec
github.com/munnerz/goautoneg github.com/ncruces/go-strftime github.com/oklog/ulid github.com/opencontainers/runtime-spec
github.com/owenrumney/squealer github.com/pandatix/go-cvss github.com/peterbourgon/diskv github.com/petermattis/goid github.com/pjbgf/sha1cd
github.com/pkg/browser github.com/planetscale/vtprotobuf github.com/pmezard/go-difflib github.com/power-devops/perfstat github.com/quic-go/qpack
github.com/quic-go/quic-go github.com/rcrowley/go-metrics github.com/remyoudompheng/bigfft github.com/rivo/uniseg github.com/rs/cors
github.com/rubenv/sql-migrate github.com/russross/blackfriday github.com/sagikazarmark/locafero github.com/samber/oops
github.com/santhosh-tekuri/jsonschema github.com/segmentio/asm github.com/segmentio/encoding github.com/sergi/go-diff github.com/shibumi/go-pathspec
github.com/shirou/gopsutil github.com/sigstore/protobuf-specs github.com/sigstore/sigstore github.com/skeema/knownhosts github.com/sourcegraph/conc
github.com/spf13/afero github.com/spiffe/go-spiffe github.com/stretchr/objx github.com/subosito/gotenv github.com/tchap/go-patricia
github.com/tetratelabs/wabin github.com/tidwall/btree github.com/tklauser/go-sysconf github.com/tklauser/numcpus github.com/tonglil/versioning
github.com/tonistiigi/go-csvvalue github.com/toqueteos/webbrowser github.com/ulikunitz/xz github.com/valyala/fastjson github.com/vektah/gqlparser
github.com/vmihailenco/msgpack github.com/vmihailenco/tagparser github.com/x448/float16 github.com/xanzy/ssh-agent github.com/xeipuuv/gojsonpointer
github.com/xeipuuv/gojsonreference github.com/xi2/xz github.com/yashtewari/glob-intersection github.com/youmark/pkcs8 github.com/yuin/gopher-lua
github.com/yusufpapurcu/wmi go.lsp.dev/jsonrpc2 go.lsp.dev/pkg go.lsp.dev/protocol go.lsp.dev/uri go.opentelemetry.io/auto/sdk
go.opentelemetry.io/contrib/detectors go.opentelemetry.io/contrib/instrumentation go.opentelemetry.io/otel/exporters go.opentelemetry.io/otel/metric
go.opentelemetry.io/otel/sdk go.opentelemetry.io/otel/trace go.opentelemetry.io/proto/otlp go.uber.org/atomic go.uber.org/multierr go.yaml.in/yaml/v2
go.yaml.in/yaml/v3 go.yaml.in/yaml/v4 golang.org/x/exp golang.org/x/oauth2 golang.org/x/sys golang.org/x/telemetry golang.org/x/time
google.golang.org/api google.golang.org/genproto google.golang.org/genproto/googleapis gopkg.in/evanphx/json-patch.v4 gopkg.in/inf.v0
gopkg.in/warnings.v0 k8s.io/apiextensions-apiserver k8s.io/apimachinery k8s.io/apiserver k8s.io/cli-runtime k8s.io/component-base k8s.io/klog/v2
k8s.io/kube-openapi k8s.io/kubectl modernc.org/libc modernc.org/mathutil modernc.org/memory mvdan.cc/sh/v3 mvdan.cc/xurls/v2 oras.land/oras-go/v2
pluginrpc.com/pluginrpc sigs.k8s.io/controller-runtime sigs.k8s.io/json sigs.k8s.io/kind sigs.k8s.io/kustomize/api sigs.k8s.io/kustomize/kyaml
sigs.k8s.io/randfill sigs.k8s.io/structured-merge-diff/v6
`;
