/** Names of PyPI that `nearName` would take for another one, and that are among the 15,000 most downloaded in autumn 2026: honest neighbours (not the names that the registry holds against misuse). */
export const pypiLegitimate: string = `
acachecontrol aiomcache antropy apache-airflow-providers-sftp aresponses arnparse astrapy attr based58 bpython cbitstruct cchardet cdflib
config-parser crick cronitor ctransformers cwcwidth dataset datazets dbt-score deep-merge demoji distribute django-filer django-npm
django-rest-framework djongo docker-py dparse dydantic ecoji efinance emake entrypoint2 enum eutils expiring-dict faiss-gpu fastai futures git-python
git-url-parse google-cloud-filestore google-oauth googleads grapheme grequests grip gsutil hjson html-text httpr hyper identity ignore ipaddr ipytest
isolate jaxlie jdatetime jiwer json-diff jsonpath jsons jsonschema-rs kombo match mocker mocket msgpack-python myjwt mypy-boto3-drs mypy-boto3-ds
mypy-boto3-ecr mypy-boto3-ecs mypy-boto3-ses mypy-boto3-sns named names ncclient ngboost node-semver nox-uv oauth2-client openapi oyaml panda parsel
parsl parsy paste patch path pathy paver pbspark persistent postgres pptree prime psycopgbinary pvlib py-bcrypt py-redis pyamg pyang pycaret pydlt
pydo pydoe pygerduty pyheck pyjdbc pykml pylink pymantic pymem pymupdfb pynng pyop pypd pyshark pytest-csv pytest-timeouts pythena python-cas
python-retry python-statsd pytrie pyxlsx pyyml retworkx rison roman-numerals-py ruamel-yaml-clibz scanpy schedula scheduler scipp scrapy scrypt sdkit
sentinel simpy slack sops sparse spython sqlglotc statsd-python syncer tablib tensorflowjs tombi tools tooz torchx tree types-pymssql ua-parser-rs
unicorn user-agent usort utils uuid7-rs vbuild vyper wand websocket willow wsgiref xoto3 xunitparser zai-sdk
`;
