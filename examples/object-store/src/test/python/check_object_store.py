"""Runs the documentation's example with boto3, then narrows, deletes and makes anew the role while its session lives."""

import json
import urllib.error
import urllib.request

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

import assume_role_example as example

iam, sts, s3, bucket = example.iam_client, example.sts_client, example.s3client, example.bucket_name


def refused(code, call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        answer = error.response
        assert answer["Error"]["Code"] == code, answer
        return answer
    raise AssertionError(f"{call.__name__}({arguments}) was allowed")


def keys_of_all_kinds():
    for key in ["a//b", "a/", ".mpus-1", "a/./b", "l" * 1000, "a/b c+d.txt", "a/100%.txt", "a/%2Fb", "a/\u3042.txt", "a/x;y=z&q?.txt", "a/!'()*~$@,:"]:
        body = key.encode()
        s3.put_object(Bucket=bucket, Key=key, Body=body)
        assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == body
        assert s3.head_object(Bucket=bucket, Key=key)["ContentLength"] == len(body)
        assert key in [found["Key"] for found in s3.list_objects_v2(Bucket=bucket)["Contents"]]
        s3.delete_object(Bucket=bucket, Key=key)
        refused("NoSuchKey", s3.get_object, Bucket=bucket, Key=key)


def an_empty_region_signs_too():
    session = example.response["Credentials"]
    nowhere = boto3.client(
        "s3",
        aws_access_key_id=session["AccessKeyId"],
        aws_secret_access_key=session["SecretAccessKey"],
        aws_session_token=session["SessionToken"],
        endpoint_url=example.ENDPOINT,
        region_name="",
    )
    nowhere.put_object(Bucket=bucket, Key="nowhere", Body=b"x")
    nowhere.delete_object(Bucket=bucket, Key="nowhere")


def a_presigned_url_opens_its_object_alone():
    s3.put_object(Bucket=bucket, Key="a b+c", Body=b"presigned")
    signer = boto3.client(
        "s3",
        aws_access_key_id=example.response["Credentials"]["AccessKeyId"],
        aws_secret_access_key=example.response["Credentials"]["SecretAccessKey"],
        aws_session_token=example.response["Credentials"]["SessionToken"],
        endpoint_url=example.ENDPOINT,
        region_name="us-east-1",
        config=Config(signature_version="s3v4"),
    )
    url = signer.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": "a b+c"})
    with urllib.request.urlopen(url) as answer:
        assert answer.read() == b"presigned"
    try:
        urllib.request.urlopen(url.replace("a%20b", "a%20x"))
    except urllib.error.HTTPError as error:
        assert (error.code, b"<Code>InvalidToken</Code>" in error.read()) == (400, True), error
    else:
        raise AssertionError("a presigned URL opened another object")
    s3.delete_object(Bucket=bucket, Key="a b+c")


def copies_parts_and_many_at_once():
    part = b"p" * (5 << 20)
    upload = s3.create_multipart_upload(Bucket=bucket, Key="big")["UploadId"]
    tags = [
        s3.upload_part(Bucket=bucket, Key="big", UploadId=upload, PartNumber=n, Body=part)["ETag"]
        for n in (1, 2, 3, 4)
    ]
    s3.complete_multipart_upload(
        Bucket=bucket,
        Key="big",
        UploadId=upload,
        MultipartUpload={"Parts": [{"PartNumber": n + 1, "ETag": tag} for n, tag in enumerate(tags)]},
    )
    assert s3.head_object(Bucket=bucket, Key="big")["ContentLength"] == 4 * len(part)
    s3.copy_object(Bucket=bucket, Key="a copy+of it", CopySource={"Bucket": bucket, "Key": "big"})
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "big"}, {"Key": "a copy+of it"}]})
    assert len(answer["Deleted"]) == 2, answer


def tags_belong_to_what_they_came_with():
    refused("NoSuchTagSet", s3.get_bucket_tagging, Bucket=bucket)
    tags = {"TagSet": [{"Key": "team", "Value": "photos"}]}
    s3.put_bucket_tagging(Bucket=bucket, Tagging=tags)
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags["TagSet"]
    s3.delete_bucket_tagging(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="tagged", Body=b"x", Tagging="b=2&a=1")
    assert s3.head_object(Bucket=bucket, Key="tagged")["ResponseMetadata"]["HTTPHeaders"]["x-amz-tagging-count"] == "2"
    s3.copy_object(Bucket=bucket, Key="copied", CopySource={"Bucket": bucket, "Key": "tagged"})
    for key in ("tagged", "copied"):
        found = s3.get_object_tagging(Bucket=bucket, Key=key)["TagSet"]
        assert found == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}], found
    s3.put_object(Bucket=bucket, Key="tagged", Body=b"y")
    assert s3.get_object_tagging(Bucket=bucket, Key="tagged")["TagSet"] == []
    s3.put_object_tagging(Bucket=bucket, Key="tagged", Tagging=tags)
    s3.delete_object_tagging(Bucket=bucket, Key="tagged")
    many = {"TagSet": [{"Key": str(n), "Value": ""} for n in range(11)]}
    refused("InvalidTag", s3.put_object_tagging, Bucket=bucket, Key="tagged", Tagging=many)
    s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "tagged"}, {"Key": "copied"}]})


def everybody_reads_what_a_policy_or_a_list_opens():
    s3.put_object(Bucket=bucket, Key="open", Body=b"open")
    url = f"{example.ENDPOINT}/{bucket}/open"
    refused("NoSuchBucketPolicy", s3.get_bucket_policy, Bucket=bucket)
    opened = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": opened})
    assert status(url) == 403
    s3.put_bucket_policy(Bucket=bucket, Policy=policy)
    assert s3.get_bucket_policy(Bucket=bucket)["Policy"] == policy
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is True
    assert status(url) == 200
    s3.delete_bucket_policy(Bucket=bucket)
    assert status(url) == 403
    s3.put_object_acl(Bucket=bucket, Key="open", ACL="public-read")
    assert status(url) == 200
    grants = s3.get_object_acl(Bucket=bucket, Key="open")["Grants"]
    assert [grant["Permission"] for grant in grants] == ["FULL_CONTROL", "READ"], grants
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"BlockPublicAcls": True,
        "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True})
    assert status(url) == 403
    refused("AccessDenied", s3.put_bucket_policy, Bucket=bucket, Policy=policy)
    refused("AccessDenied", s3.put_bucket_acl, Bucket=bucket, ACL="public-read")
    s3.delete_public_access_block(Bucket=bucket)
    refused("InvalidArgument", s3.put_bucket_acl, Bucket=bucket, ACL="log-delivery-write")
    refused("MalformedPolicy", s3.put_bucket_policy, Bucket=bucket, Policy=policy.replace(bucket, "another"))
    s3.delete_object(Bucket=bucket, Key="open")


def status(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def a_narrowed_policy_binds_the_next_request():
    s3.put_object(Bucket=bucket, Key="a/kept", Body=b"kept")
    s3.put_object(Bucket=bucket, Key="b/other", Body=b"other")
    narrow = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/a/*"}
    iam.put_role_policy(
        RoleName="S3Access",
        PolicyName="Policy1",
        PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": narrow}),
    )
    refused("AccessDenied", s3.list_buckets)
    refused("AccessDenied", s3.put_object, Bucket=bucket, Key="a/new", Body=b"x")
    refused("AccessDenied", s3.put_object, Bucket=bucket, Key="a/new", Body=b"x" * (3 << 20))
    refused("AccessDenied", s3.get_object, Bucket=bucket, Key="b/other")
    refused("AccessDenied", s3.delete_object, Bucket=bucket, Key="a/kept")
    answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "a/kept"}]})
    assert [error["Code"] for error in answer["Errors"]] == ["AccessDenied"], answer
    refused("AccessDenied", s3.copy_object, Bucket=bucket, Key="a/copy", CopySource=f"{bucket}/b/other")
    assert s3.get_object(Bucket=bucket, Key="a/kept")["Body"].read() == b"kept"


def a_role_made_anew_opens_no_old_session():
    iam.delete_role_policy(RoleName="S3Access", PolicyName="Policy1")
    iam.delete_role(RoleName="S3Access")
    old = refused_session()
    example_role()
    assert refused_session() == old


def refused_session():
    try:
        s3.get_object(Bucket=bucket, Key="a/kept")
    except ClientError as error:
        return error.response["Error"]["Code"]
    raise AssertionError("a session of a deleted role was let in")


def example_role():
    iam.create_role(RoleName="S3Access", AssumeRolePolicyDocument=example.policy_document)
    iam.put_role_policy(RoleName="S3Access", PolicyName="Policy1", PolicyDocument=example.role_policy)


def a_trust_policy_that_names_another_is_refused():
    literal = example.policy_document.replace("TESTER2", "TESTER1")
    iam.update_assume_role_policy(RoleName="S3Access", PolicyDocument=literal)
    refused("AccessDenied", sts.assume_role, RoleArn="arn:aws:iam:::role/S3Access", RoleSessionName="Bob")


assert [found["Name"] for found in example.resp["Buckets"]] == [bucket], example.resp
for check in (
    keys_of_all_kinds,
    an_empty_region_signs_too,
    a_presigned_url_opens_its_object_alone,
    copies_parts_and_many_at_once,
    tags_belong_to_what_they_came_with,
    everybody_reads_what_a_policy_or_a_list_opens,
    a_narrowed_policy_binds_the_next_request,
    a_role_made_anew_opens_no_old_session,
    a_trust_policy_that_names_another_is_refused,
):
    check()
    print("ok", check.__name__.replace("_", " "))
