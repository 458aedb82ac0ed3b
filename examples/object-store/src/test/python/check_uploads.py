"""Uploads with checksums in headers, and with browsers' forms, by boto3 and the plain HTTP client of Python."""

import base64
import hashlib
import urllib.error
import urllib.request
import zlib

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

import assume_role_example as example

s3, bucket = example.s3client, example.bucket_name
BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


def sums(body):
    return {
        "ChecksumCRC32": base64.b64encode(zlib.crc32(body).to_bytes(4, "big")).decode(),
        "ChecksumSHA1": base64.b64encode(hashlib.sha1(body).digest()).decode(),
        "ChecksumSHA256": base64.b64encode(hashlib.sha256(body).digest()).decode(),
        "ContentMD5": base64.b64encode(hashlib.md5(body).digest()).decode(),
    }


def missing(key):
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"] == 404
    return False


def checksums_that_were_computed_before_are_verified():
    for name, right in sums(b"the body").items():
        key = "sum-" + name
        wrong = sums(b"another body")[name]
        try:
            s3.put_object(Bucket=bucket, Key=key, Body=b"the body", **{name: wrong})
            raise AssertionError(name)
        except ClientError as error:
            assert error.response["Error"]["Code"] == "BadDigest", error.response
        assert missing(key), name
        s3.put_object(Bucket=bucket, Key=key, Body=b"the body", **{name: right})
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == b"the body"
        s3.delete_object(Bucket=bucket, Key=key)


def parts_and_whole_uploads_may_have_checksums():
    upload = s3.create_multipart_upload(Bucket=bucket, Key="parts", ChecksumAlgorithm="CRC32")
    part = b"a" * (5 << 20)
    etag = s3.upload_part(
        Bucket=bucket,
        Key="parts",
        UploadId=upload["UploadId"],
        PartNumber=1,
        Body=part,
        ChecksumCRC32=sums(part)["ChecksumCRC32"],
    )["ETag"]
    composite = base64.b64encode(zlib.crc32(zlib.crc32(part).to_bytes(4, "big")).to_bytes(4, "big")).decode() + "-1"
    s3.complete_multipart_upload(
        Bucket=bucket,
        Key="parts",
        UploadId=upload["UploadId"],
        MultipartUpload={"Parts": [{"ETag": etag, "PartNumber": 1}]},
        ChecksumCRC32=composite,
    )
    assert s3.head_object(Bucket=bucket, Key="parts")["ContentLength"] == len(part)
    s3.delete_object(Bucket=bucket, Key="parts")


def form(fields, content, name="cat.jpg"):
    lines = []
    for field, value in fields.items():
        lines += [f"--{BOUNDARY}", f'Content-Disposition: form-data; name="{field}"', "", value]
    lines += [f"--{BOUNDARY}", f'Content-Disposition: form-data; name="file"; filename="{name}"', "", ""]
    return "\r\n".join(lines).encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode()


class Stays(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments):
        return None


def post(url, body):
    request = urllib.request.Request(url, body, {"Content-Type": "multipart/form-data; boundary=" + BOUNDARY})
    try:
        with urllib.request.build_opener(Stays).open(request) as answer:
            return answer.status, answer.headers, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read().decode()


def a_browsers_form_is_stored():
    session = example.response["Credentials"]
    signer, old = (
        boto3.client(
            "s3",
            aws_access_key_id=session["AccessKeyId"],
            aws_secret_access_key=session["SecretAccessKey"],
            aws_session_token=session["SessionToken"],
            endpoint_url=example.ENDPOINT,
            region_name="us-east-1",
            config=Config(signature_version=version),
        )
        for version in ("s3v4", "s3")
    )
    content = b"cat" * 200_000
    posted = signer.generate_presigned_post(
        bucket, "form/${filename}", Conditions=[["content-length-range", 1, 1 << 20]]
    )
    status, _, told = post(posted["url"], form(posted["fields"], content))
    assert status == 204 and told == "", (status, told)
    assert s3.get_object(Bucket=bucket, Key="form/cat.jpg")["Body"].read() == content

    for change, code in [
        ({"key": "other"}, "AccessDenied"),
        ({"acl": "public-read"}, "AccessDenied"),
        ({"policy": base64.b64encode(b"{}").decode()}, "InvalidToken"),  # which nobody signed
        ({"bucket": "other"}, "AccessDenied"),
    ]:
        status, _, told = post(posted["url"], form({**posted["fields"], **change}, content))
        assert status in (400, 403) and f"<Code>{code}</Code>" in told, (change, status, told)
    status, _, told = post(posted["url"], form(posted["fields"], b"cat" * 400_000))
    assert status == 400 and "EntityTooLarge" in told, (status, told)
    status, _, told = post(posted["url"], form(posted["fields"], content)[:-4])
    assert status == 400, (status, told)

    created = signer.generate_presigned_post(
        bucket,
        "form/a b",
        Fields={"success_action_status": "201", "Content-Type": "image/jpeg", "x-amz-meta-a": "b"},
        Conditions=[
            {"success_action_status": "201"},
            ["starts-with", "$Content-Type", "image/"],
            ["starts-with", "$x-amz-meta-a", ""],
        ],
    )
    status, headers, told = post(created["url"], form(created["fields"], b"x"))
    assert status == 201 and "<Key>form/a b</Key>" in told and headers["Location"].endswith("/form/a%20b"), told
    found = s3.head_object(Bucket=bucket, Key="form/a b")
    assert (found["ContentType"], found["Metadata"], found["ContentLength"]) == ("image/jpeg", {"a": "b"}, 1), found

    redirect = signer.generate_presigned_post(
        bucket,
        "form/a",
        Fields={"success_action_redirect": "http://localhost/done"},
        Conditions=[{"success_action_redirect": "http://localhost/done"}],
    )
    status, headers, told = post(redirect["url"], form(redirect["fields"], b"x"))
    assert status == 303 and headers["Location"].startswith("http://localhost/done?bucket="), (status, told)
    # Signed by version 2, which is taken where a store is built with Leniency.VERSION_2_FORMS.
    posted = old.generate_presigned_post(bucket, "form/old")
    assert "AWSAccessKeyId" in posted["fields"], posted
    status, _, told = post(posted["url"], form(posted["fields"], b"x"))
    assert status == 400 and "Please use AWS4-HMAC-SHA256" in told, (status, told)
    for key in ["form/cat.jpg", "form/a b", "form/a"]:
        s3.delete_object(Bucket=bucket, Key=key)


checksums_that_were_computed_before_are_verified()
parts_and_whole_uploads_may_have_checksums()
a_browsers_form_is_stored()
