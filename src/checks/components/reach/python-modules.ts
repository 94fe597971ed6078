/**
 * Distributions of PyPI whose modules have other names, as their wheels state them (`top_level.txt`, `RECORD`); collected
 * from the projects' documentation, 2026-11. Distributions as PEP 503 normalises them.
 */
export const differentModules: ReadonlyMap<string, readonly string[]> = new Map(
  `
absl-py absl
alibabacloud-tea Tea
antlr4-python3-runtime antlr4
apache-airflow airflow
apache-beam apache_beam
apache-libcloud libcloud
argon2-cffi argon2
attrs attr attrs
authlib authlib
awscli awscli
backports-zoneinfo backports.zoneinfo
beautifulsoup4 bs4
biopython Bio
bitstring bitstring
boto boto
brotli brotli
brotlipy brotli
cairosvg cairosvg
charset-normalizer charset_normalizer
clickhouse-driver clickhouse_driver
confluent-kafka confluent_kafka
couchdb couchdb
cx-oracle cx_Oracle
dash-core-components dash_core_components
discord-py discord
djangorestframework rest_framework
djangorestframework-simplejwt rest_framework_simplejwt
djangorestframework-jwt rest_framework_jwt
django-allauth allauth
django-anymail anymail
django-axes axes
django-celery-beat django_celery_beat
django-ckeditor ckeditor ckeditor_uploader
django-cms cms
django-cors-headers corsheaders
django-crispy-forms crispy_forms
django-debug-toolbar debug_toolbar
django-environ environ
django-extensions django_extensions
django-filter django_filters
django-grappelli grappelli
django-guardian guardian
django-haystack haystack
django-helpdesk helpdesk
django-import-export import_export
django-js-asset js_asset
django-markdownx markdownx
django-mptt mptt
django-oauth-toolkit oauth2_provider
django-polymorphic polymorphic
django-redis django_redis
django-registration registration django_registration
django-reversion reversion
django-rq django_rq
django-silk silk
django-storages storages
django-tables2 django_tables2
django-taggit taggit
django-tinymce tinymce
django-two-factor-auth two_factor
django-user-agents django_user_agents
dnspython dns
docker-py docker
docstring-parser docstring_parser
drf-spectacular drf_spectacular
drf-yasg drf_yasg
ecdsa ecdsa
elasticsearch-dsl elasticsearch_dsl
email-validator email_validator
et-xmlfile et_xmlfile
facebook-sdk facebook
faiss-cpu faiss
faiss-gpu faiss
ffmpeg-python ffmpeg
flask-jwt-extended flask_jwt_extended
flask-security-too flask_security
gitpython git
google-api-core google.api_core
google-api-python-client googleapiclient apiclient
google-auth google.auth google.oauth2
google-auth-oauthlib google_auth_oauthlib
googleapis-common-protos google.api google.rpc google.type google.logging google.longrunning
graphene-django graphene_django
graphql-core graphql
grpcio grpc
grpcio-status grpc_status
grpcio-tools grpc_tools
horovod horovod
ibm-db ibm_db
imbalanced-learn imblearn
importlib-metadata importlib_metadata
importlib-resources importlib_resources
intervaltree intervaltree
ipython IPython
jaraco-classes jaraco.classes
jaraco-context jaraco.context
jaraco-functools jaraco.functools
jupyter-client jupyter_client
jupyter-core jupyter_core
jupyter-server jupyter_server
jupyterlab jupyterlab
kafka-python kafka
langchain-community langchain_community
langchain-core langchain_core
launchpadlib launchpadlib
levenshtein Levenshtein
lxml-html-clean lxml_html_clean
m2crypto M2Crypto
markdown markdown
markdown-it-py markdown_it
markupsafe markupsafe
mistune mistune
ml-dtypes ml_dtypes
more-itertools more_itertools
msgpack-python msgpack
msrest msrest
mysql-connector-python mysql
mysql-python MySQLdb
mysqlclient MySQLdb
nvidia-ml-py pynvml
oauth2client oauth2client
opencv-contrib-python cv2
opencv-contrib-python-headless cv2
opencv-python cv2
opencv-python-headless cv2
opensearch-py opensearchpy
paho-mqtt paho
pdfminer-six pdfminer
pillow PIL
pip-tools piptools
poetry-core poetry.core
protobuf google.protobuf
psycopg2-binary psycopg2
psycopg-binary psycopg_binary
pyasn1-modules pyasn1_modules
pycrypto Crypto
pycryptodome Crypto
pycryptodomex Cryptodome
pydantic-core pydantic_core
pydantic-settings pydantic_settings
pygithub github
pyjwt jwt
pykerberos kerberos
pymongo pymongo bson gridfs
pymupdf fitz pymupdf
pynacl nacl
pyopenssl OpenSSL
pypdf2 PyPDF2
pyqt5 PyQt5
pyserial serial
pysaml2 saml2
pysocks socks sockshandler
python-barcode barcode
python-box box
python-consul consul
python-crontab crontab
python-dateutil dateutil
python-decouple decouple
python-docx docx
python-dotenv dotenv
python-engineio engineio
python-gitlab gitlab
python-gnupg gnupg
python-heatclient heatclient
python-hosts python_hosts
python-http-client python_http_client
python-jenkins jenkins
python-jose jose
python-json-logger pythonjsonlogger
python-keystoneclient keystoneclient
python-ldap ldap ldif
python-levenshtein Levenshtein
python-libarchive-c libarchive
python-magic magic
python-markdown markdown
python-memcached memcache
python-multipart multipart python_multipart
python-novaclient novaclient
python-pptx pptx
python-rapidjson rapidjson
python-slugify slugify
python-snappy snappy
python-socketio socketio
python-telegram-bot telegram
python-whois whois
python3-openid openid
python3-saml onelogin
pytorch-lightning pytorch_lightning
pytz-deprecation-shim pytz_deprecation_shim
pywin32 win32api win32con win32com win32file win32gui pythoncom
pyyaml yaml
pyzmq zmq
qdrant-client qdrant_client
rdflib rdflib
readme-renderer readme_renderer
restrictedpython RestrictedPython
rpds-py rpds
ruamel-yaml ruamel.yaml ruamel_yaml
s3transfer s3transfer
scikit-image skimage
scikit-learn sklearn
sentry-sdk sentry_sdk
setuptools setuptools pkg_resources
simple-salesforce simple_salesforce
slack-sdk slack_sdk slack
slackclient slack
snowflake-connector-python snowflake.connector
social-auth-app-django social_django
social-auth-core social_core
sphinx sphinx
spacy spacy
suds-jurko suds
tensorflow-cpu tensorflow
tensorflow-gpu tensorflow
terminado terminado
tf-nightly tensorflow
torchvision torchvision
typing-extensions typing_extensions
uwsgi uwsgi
vncdotool vncdotool
weasyprint weasyprint
web3 web3
web-py web
websocket-client websocket
whoosh whoosh
xmlsec xmlsec
zope-interface zope.interface
`
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([distribution = '', ...modules]) => [distribution, modules]),
);

/** Distributions whose one module has their own name, `-` written `_`: of these it is known, of others it is a guess. */
export const sameModules: ReadonlySet<string> = new Set(
  `
aiobotocore aiofiles aiohttp aiohttp-cors aiohttp-jinja2 aiosmtpd alembic ansible anyio apscheduler arrow asgiref ast-grep
astropy asyncio asyncpg asyncssh awkward babel bcrypt black bleach bokeh boto3 botocore bottle cachecontrol cachetools
celery certifi cffi chainer channels chardet cheetah3 cherrypy click cloudpickle colorama configobj connexion cookiecutter
cryptography cython dask dash datasets defusedxml diskcache distributed django docker docutils dulwich elasticsearch
eventlet execnet fabric falcon fastapi feedparser filelock fire flask flask-admin flask-appbuilder flask-caching
flask-cors flask-login flask-mail flask-migrate flask-restful flask-restx flask-session flask-sqlalchemy flask-wtf fonttools
frozenlist fsspec future gevent gradio graphene greenlet gunicorn h11 h2 hpack html5lib httplib2 httpx hupper hypercorn idna
imageio invoke itsdangerous jinja2 jmespath joblib jsonpatch jsonpickle jsonschema jwcrypto keras kombu langchain ldap3
litellm llama-index lxml mako matplotlib mercurial mitmproxy mlflow moto msgpack multidict mypy nbconvert netaddr networkx
nltk notebook numba numpy oauthlib onnx onnxruntime openai openpyxl orjson pandas paramiko passlib peewee pexpect pip pluggy
plotly ply pony praw psutil psycopg psycopg2 py pyarrow pyasn1 pycares pycparser pycurl pydantic pydicom pyftpdlib pygments
pylint pymysql pyparsing pypdf pyramid pyrad pyro4 pysftp pyspark pytest pytz ray redis regex reportlab requests
requests-oauthlib requests-toolbelt rich rsa rtslib-fb sanic scapy scipy scrapy selenium shapely simplejson six soupsieve
sqlalchemy sqlalchemy-utils sqlparse starlette streamlit sympy tabulate tensorflow thrift toml torch tornado tox tqdm
transformers trio twine twisted typer tzlocal ujson urllib3 urwid uvicorn virtualenv vllm waitress watchdog webob websockets
werkzeug wheel whitenoise wrapt wtforms xlrd xlsxwriter xlwt xmltodict yarl yt-dlp zeep zipp
`
    .trim()
    .split(/\s+/u),
);
