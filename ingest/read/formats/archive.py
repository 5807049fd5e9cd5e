"""Zip archives of any readable files, within bounds that a zip bomb cannot pass."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, TypeAlias

from ingest.read.draft import Found, ReadError, Refused
from ingest.read.options import Options
from ingest.read.sources import passed_over

Opener: TypeAlias = Callable[[BinaryIO, str, Options], Iterator[Found]]


def read_zip(stream: BinaryIO, options: Options, open_member: Opener) -> Iterator[Found]:
    """Yield what the members hold, sorted by name; a member that is too large or damaged is refused by name.

    Raises:
        ReadError: no zip, a bomb, or archives too deep in each other.
    """
    inner = options.deeper()
    limits = options.limits
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError("it is no zip archive, or a damaged one") from error
    with archive:
        members = sorted(
            (each for each in archive.infolist() if not each.is_dir()), key=lambda each: each.filename
        )
        if sum(member.file_size for member in members) > limits.unpacked_bytes:
            raise ReadError(f"it unpacks to more than {limits.unpacked_bytes / 1e9:g} GB")
        for member in members:
            if any(
                passed_over(step.lower()) or step.startswith(".") for step in member.filename.split("/")[-1:]
            ):
                continue
            try:
                data = _unpack(archive, member, options)
                for found in open_member(io.BytesIO(data), member.filename.lower(), inner):
                    part = f"{member.filename}#{found.part}" if found.part else member.filename
                    yield replace(found, part=part)
            except ReadError as error:
                yield Refused(part=member.filename, reason=str(error))


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, options: Options) -> bytes:
    limits = options.limits
    if member.flag_bits & 1:
        raise ReadError("it is protected by a password: unpack it first")
    if member.file_size > limits.ratio * max(member.compress_size, 1_000):
        raise ReadError(f"it unpacks to more than {limits.ratio} times its size, as only a bomb does")
    try:
        with archive.open(member) as packed:
            # What an archive says of its sizes may be a lie.
            data = packed.read(limits.document_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise ReadError("it is damaged, or packed in a way that cannot be read") from error
    if len(data) > limits.document_bytes:
        raise ReadError(f"it unpacks to more than {limits.document_bytes / 1e6:g} MB")
    return data
