/** Well-known crates: some known to the authors, and those with the most advisories of their own (RustSec, 2026-08). */
export const cratesNames: string = `
serde serde_json serde_derive serde_yaml serde_urlencoded tokio tokio-util tokio-stream tokio-rustls rand rand_core rand_chacha libc log env_logger
tracing tracing-subscriber tracing-core syn quote proc-macro2 unicode-ident regex regex-syntax aho-corasick memchr clap clap_derive structopt anyhow
thiserror thiserror-impl itertools either bitflags cfg-if lazy_static once_cell parking_lot crossbeam crossbeam-utils crossbeam-channel
crossbeam-epoch rayon rayon-core num num-traits num-integer num-bigint num_cpus chrono time uuid url percent-encoding form_urlencoded idna http
http-body httparse hyper hyper-util hyper-tls hyper-rustls reqwest h2 tower tower-http tower-service axum actix-web actix-rt warp rocket tonic prost
prost-build bytes futures futures-util futures-core futures-channel futures-executor async-trait async-std smol pin-project pin-project-lite pin-utils
slab smallvec arrayvec indexmap hashbrown ahash fnv rustc-hash base64 hex sha1 sha2 sha3 md5 md-5 digest hmac aes aes-gcm block-buffer generic-array
typenum subtle zeroize ring rustls rustls-webpki webpki-roots native-tls openssl openssl-sys openssl-probe ed25519-dalek curve25519-dalek x25519-dalek
k256 p256 rsa rust_decimal bigdecimal getrandom rustversion autocfg cc pkg-config cmake bindgen winapi windows-sys windows windows-targets nix mio
socket2 tempfile walkdir same-file glob globset ignore dirs directories home which toml toml_edit ron csv bincode rmp-serde postcard byteorder flate2
miniz_oxide crc32fast adler zip tar zstd lz4 snap bzip2 xz2 image png jpeg-decoder gif rusqlite diesel sqlx sea-orm postgres mysql redis mongodb r2d2
deadpool lettre handlebars tera askama minijinja pest nom logos lalrpop wasm-bindgen js-sys web-sys wasmtime wasmer criterion proptest quickcheck
mockall rstest insta assert_cmd predicates pretty_assertions colored termcolor console indicatif dialoguer crossterm ratatui tui termion ansi_term
atty strum strum_macros derive_more heck semver dashmap arc-swap moka lru parking_lot_core lock_api scopeguard static_assertions memoffset memmap2
fastrand oorandom humantime textwrap unicode-width unicode-segmentation unicode-normalization ethers alloy web3 solana-sdk solana-program anchor-lang
bitcoin secp256k1 tauri bevy wgpu winit egui iced glam nalgebra ndarray polars arrow datafusion rdkafka lapin async-nats aws-config aws-sdk-s3
aws-types octocrab git2 gix notify shlex dotenv dotenvy config openssl-src nostr pyo3 ammonia rkyv matrix-sdk-crypto astral-tokio-tar aws-lc-sys
slice-deque libpulse-binding pleaser quinn-proto pingora-core libcrux-ml-dsa nostr-relay-pool sodiumoxide spin libsecp256k1 flatbuffers internment
sized-chunks im xcb ckb sequoia-openpgp users gix-path cggmp21 matrix-sdk-base hickory-proto hpke-rs libcrux-sha3 imageproc metacall wasmtime-wasi
libcrux-aesgcm rust-crypto yaml-rust trust-dns-proto protobuf libp2p-core ncurses
`;
