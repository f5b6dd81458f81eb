import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('search', '0001_initial'),
        ('search', '0002_length'),
        ('search', '0003_rebuild'),
        ('search', '0004_editors'),
        ('search', '0005_related_and_saved'),
        ('search', '0006_every_block'),
        ('search', '0007_picked'),
    ]

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Asked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('words', models.CharField(blank=True, max_length=80, verbose_name='words')),
                ('found_last', models.BooleanField(default=False, verbose_name='found something last time')),
            ],
            options={
                'verbose_name': 'query',
                'verbose_name_plural': 'queries',
            },
        ),
        migrations.CreateModel(
            name='Synonyms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.CharField(help_text='Separate several with commas: “pas, rejsepas”.', max_length=300, verbose_name='words typed')),
                ('meant', models.CharField(help_text='Separate several with commas. A phrase may have three words.', max_length=300, verbose_name='words meant')),
                ('direction', models.CharField(choices=[('both', 'Each also finds the others'), ('one-way', 'The words typed also find the words meant'), ('never', 'They do not mean the same: forget that search thinks so')], default='both', max_length=8, verbose_name='how they belong together')),
                ('updated', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'synonym',
                'verbose_name_plural': 'synonyms',
                'ordering': ['typed'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('slug', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=255)),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
        ),
        migrations.CreateModel(
            name='DocumentText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fingerprint', models.CharField(blank=True, help_text='Of the file that was read.', max_length=200)),
                ('state', models.CharField(choices=[('waiting', 'Waits to be read'), ('read', 'Read'), ('scanned', 'Scanned: pictures of pages without a text'), ('cpr', 'May hold a CPR number'), ('failed', 'Could not be read')], default='waiting', max_length=8, verbose_name='state')),
                ('reason', models.CharField(blank=True, max_length=24, verbose_name='reason')),
                ('text', models.TextField(blank=True)),
                ('cut', models.BooleanField(default=False, verbose_name='only the beginning was read')),
                ('pages', models.PositiveIntegerField(blank=True, help_text='Of a PDF.', null=True, verbose_name='pages')),
                ('tagged', models.BooleanField(help_text='Whether screen readers can find their way.', null=True, verbose_name='tagged')),
                ('cleared', models.BooleanField(default=False, verbose_name='looked at by an editor')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='read')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_text', to='wagtaildocs.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'text of a document',
                'verbose_name_plural': 'texts of documents',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.CharField(max_length=64)),
                ('anchor', models.CharField(blank=True, help_text='A part of the object, such as a work.', max_length=64)),
                ('kind', models.SlugField(max_length=32)),
                ('language', models.CharField(default='da', max_length=12)),
                ('access', models.CharField(default='public', max_length=32)),
                ('deleted', models.BooleanField(default=False)),
                ('weight', models.FloatField(default=1.0)),
                ('version', models.BigIntegerField(default=1)),
                ('indexed_version', models.BigIntegerField(default=0)),
                ('related_version', models.BigIntegerField(default=0, help_text='The version whose likes are in Related.')),
                ('date', models.DateField(blank=True, null=True)),
                ('first_day', models.DateField(blank=True, null=True)),
                ('last_day', models.DateField(blank=True, null=True)),
                ('year', models.IntegerField(blank=True, null=True)),
                ('length', models.PositiveIntegerField(db_index=True, default=0, help_text='How many terms it has.')),
                ('period', models.CharField(blank=True, help_text='A year since 2000, otherwise a decade: 1930s.', max_length=8)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('topic_keys', models.TextField(blank=True, help_text='|slug|slug|, for filters that every database has.')),
                ('image_id', models.BigIntegerField(blank=True, null=True)),
                ('picked', models.TextField(blank=True, help_text='|key|key| of the pages that an editor put beside it.')),
                ('starts', models.DateTimeField(blank=True, null=True)),
                ('ends', models.DateTimeField(blank=True, null=True)),
                ('visible_since', models.DateTimeField(default=django.utils.timezone.now, help_text='When it last became findable.')),
                ('updated', models.DateTimeField(default=django.utils.timezone.now)),
                ('fingerprint', models.CharField(help_text='Of everything above; an equal one is not written.', max_length=64)),
                ('url', models.CharField(max_length=500)),
                ('title', models.CharField(max_length=255)),
                ('author', models.CharField(blank=True, max_length=255)),
                ('topics', models.JSONField(blank=True, default=list, help_text='Pairs of slug and name.')),
                ('lead', models.TextField(blank=True)),
                ('body', models.TextField(blank=True)),
                ('keywords', models.TextField(blank=True, help_text='Found, but not shown.')),
                ('seconds', models.JSONField(blank=True, default=list, help_text='Of a recording: the second that each line of the body begins at.')),
                ('title_terms', models.TextField(blank=True)),
                ('lead_terms', models.TextField(blank=True)),
                ('topic_terms', models.TextField(blank=True)),
                ('body_terms', models.TextField(blank=True)),
                ('title_parts', models.TextField(blank=True)),
                ('body_parts', models.TextField(blank=True)),
                ('title_exact', models.TextField(blank=True)),
                ('exact', models.TextField(blank=True)),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
            },
        ),
        migrations.CreateModel(
            name='Click',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('clicks', models.PositiveIntegerField(default=1)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clicks', to='search.asked')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='search.entry')),
            ],
            options={
                'verbose_name': 'click',
                'verbose_name_plural': 'clicks',
            },
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('queries', models.TextField(help_text='One a line, such as “åbningstider”. The order and the form of the words do not matter. With * at the end of the line the query may have more words: “pas *” also fits “bestille nyt pas”.', max_length=2000, verbose_name='queries')),
                ('starts', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends', models.DateField(blank=True, help_text='The last day. Empty: no end.', null=True, verbose_name='until')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'recommended page',
                'verbose_name_plural': 'recommended pages',
                'ordering': ['page__title', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PublicCollection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('collection', models.OneToOneField(help_text='Its documents are found by everybody, also where no page uses them; collections below it as well.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.collection', verbose_name='collection')),
            ],
            options={
                'verbose_name': 'collection that can be searched',
                'verbose_name_plural': 'collections that can be searched',
            },
        ),
        migrations.CreateModel(
            name='Rebuild',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'waits for a worker'), ('describing', 'reads everything again'), ('sending', 'fills the index'), ('done', 'finished'), ('failed', 'failed'), ('abandoned', 'given up')], default='waiting', max_length=12)),
                ('running', models.BooleanField(default=True, help_text='Neither finished, failed nor given up; one at most is.')),
                ('kind', models.CharField(blank=True, help_text='Only this kind, in the index that serves.', max_length=32)),
                ('sent', models.PositiveIntegerField(default=0, help_text='How many of the total are done.')),
                ('total', models.PositiveIntegerField(default=0)),
                ('started', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen', models.DateTimeField(default=django.utils.timezone.now, help_text='When it last went on.')),
                ('finished', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True, help_text='Why it does not go on.')),
                ('index', models.CharField(blank=True, help_text='The index that is filled.', max_length=255)),
                ('cursor', models.BigIntegerField(default=0)),
                ('last', models.BigIntegerField(default=0, help_text='The last key to send; newer entries are sent as they come.')),
                ('open', models.JSONField(blank=True, default=list)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'rebuild',
                'verbose_name_plural': 'rebuilds',
                'ordering': ['-started', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Related',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related', to='search.entry')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='search.entry')),
            ],
            options={
                'verbose_name': 'related entry',
                'verbose_name_plural': 'related entries',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='SavedSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(help_text="What is searched for, as in the result page's address.", max_length=1500)),
                ('created', models.DateTimeField(default=django.utils.timezone.now)),
                ('told_until', models.DateTimeField(default=django.utils.timezone.now)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_searches', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'saved search',
                'verbose_name_plural': 'saved searches',
                'ordering': ['-created', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('term', models.CharField(max_length=40)),
                ('initial', models.CharField(max_length=1)),
                ('length', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': 'word',
                'verbose_name_plural': 'words',
                'indexes': [models.Index(fields=['initial', 'length'], name='search_word_shape'), models.Index(fields=['term'], name='search_word_term')],
            },
        ),
        migrations.CreateModel(
            name='AskedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('searches', models.PositiveIntegerField(default=1)),
                ('empty', models.PositiveIntegerField(default=0)),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='search.asked')),
            ],
            options={
                'verbose_name': 'day of a query',
                'verbose_name_plural': 'days of queries',
                'indexes': [models.Index(fields=['day'], name='search_asked_day')],
                'constraints': [models.UniqueConstraint(fields=('asked', 'day'), name='search_asked_once_a_day')],
            },
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('indexed_version__lt', models.F('version'))), fields=['id'], name='search_entry_pending'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['access', 'visible_since'], name='search_entry_visible'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('picked', ''), _negated=True), fields=['id'], name='search_entry_picked'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(condition=models.Q(('related_version__lt', models.F('version'))), fields=['kind'], name='search_entry_unrelated'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('content_type', 'object_id', 'anchor'), name='search_entry_one_per_part'),
        ),
        migrations.AddIndex(
            model_name='click',
            index=models.Index(fields=['day'], name='search_click_day'),
        ),
        migrations.AddConstraint(
            model_name='click',
            constraint=models.UniqueConstraint(fields=('asked', 'entry', 'day'), name='search_click_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='rebuild',
            constraint=models.UniqueConstraint(condition=models.Q(('running', True)), fields=('running',), name='search_rebuild_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='related',
            constraint=models.UniqueConstraint(fields=('entry', 'other'), name='search_related_once'),
        ),
        migrations.AddConstraint(
            model_name='savedsearch',
            constraint=models.UniqueConstraint(fields=('person', 'address'), name='search_saved_once'),
        ),
    ]
