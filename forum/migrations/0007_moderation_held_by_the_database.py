"""What the database itself now holds: no removal without a decision that states its reasons, and the log."""

import uuid

import django.db.models
from django.db import migrations, models

from forum.log_guard import protect, unprotect


class Migration(migrations.Migration):

    dependencies = [
        ('forum', '0006_moderation'),
    ]

    operations = [
        migrations.AlterField(
            model_name='decision',
            name='token',
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'removed'), _negated=True), ('decision__isnull', False), _connector='OR'), name='forum_comment_removed_by_decision'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('step__in', ('remove', 'suspend')), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='forum_decision_states_its_reasons'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'removed'), _negated=True), ('decision__isnull', False), _connector='OR'), name='forum_question_removed_by_decision'),
        ),
        migrations.RunPython(protect, unprotect),
    ]
