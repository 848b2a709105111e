"""Static files under hashed names, precompressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]  # no types


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # its base is untyped
    """Hashed, precompressed files; the imports inside our ES modules follow the hashed names too."""

    support_js_module_import_aggregation = True
