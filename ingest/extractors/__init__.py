"""The facts of a document (抽取): a file a fact family, or a folder that begins with the file of its name (`extract.EXTRACTORS`)."""
