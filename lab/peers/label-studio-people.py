# Run by the shell of Label Studio: 50 people beside the administrator, and the tokens of all. docs/benchmarks.md has the command.

import secrets

from rest_framework.authtoken.models import Token
from organizations.models import Organization
from users.models import User

organization = Organization.objects.first()
print(Token.objects.get(user=organization.created_by).key)
for number in range(50):
    user = User.objects.create_user(f"labeler{number}@example.org", secrets.token_hex(12))
    organization.add_user(user)
    user.active_organization = organization
    user.save()
    print(Token.objects.get_or_create(user=user)[0].key)
