import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import home.blocks.previews
import modelcluster.fields
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from forum.log_guard import protect, unprotect


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('forum', '0001_initial'),
        ('forum', '0002_initial'),
        ('forum', '0003_asks'),
        ('forum', '0004_debate_frame'),
        ('forum', '0005_contributions'),
        ('forum', '0006_moderation'),
        ('forum', '0007_moderation_held_by_the_database'),
        ('forum', '0008_livestreams'),
        ('forum', '0009_every_block'),
        ('forum', '0010_chapters'),
    ]

    dependencies = [
        ('accounts', '0001_squashed'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('django_comments_xtd', '0008_auto_20200920_2037'),
        ('home', '0001_squashed'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LogLine',
            fields=[
                ('number', models.PositiveBigIntegerField(primary_key=True, serialize=False, verbose_name='number')),
                ('at', models.DateTimeField(db_index=True, verbose_name='time')),
                ('event', models.CharField(max_length=24, verbose_name='event')),
                ('about', models.CharField(max_length=40, verbose_name='about')),
                ('actor', models.CharField(blank=True, max_length=40, verbose_name='by')),
                ('data', models.JSONField(default=dict)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64, unique=True)),
            ],
            options={
                'verbose_name': 'line in the log',
                'verbose_name_plural': 'log of moderation',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='ReasonText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('ground', models.CharField(choices=[('rules', 'The rules of the debate'), ('law', 'The law')], default='rules', max_length=8, verbose_name='ground')),
                ('clause', models.CharField(help_text='For example “rule 3” or “the Penal Code, section 266 b”.', max_length=200, verbose_name='which rule or section')),
                ('text', models.TextField(help_text='The moderator adds what in the text breaks the rule.', max_length=2000, verbose_name='text')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
            ],
            options={
                'verbose_name': 'text for reasons',
                'verbose_name_plural': 'texts for reasons',
                'ordering': ['ground', 'title'],
            },
        ),
        migrations.CreateModel(
            name='DebateIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that make one want to read. Shown in lists and in search.', max_length=300, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'overview of debates',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DebatePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that make one want to read. Shown in lists and in search.', max_length=300, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 7), ('gallery', 9), ('pair', 12), ('media', 19), ('map', 28), ('quote', 32), ('facts', 35), ('timeline', 40), ('table', 45), ('accordion', 49), ('steps', 52), ('action', 57), ('event', 63), ('people', 71), ('documents', 74), ('related', 77), ('debate', 80), ('exhibition', 82), ('sources', 85)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Starts a new part of the page.', 'group': 'To read', 'icon': 'title', 'label': 'Heading', 'max_length': 120, 'preview_value': 'Mærket på muren', 'template': 'home/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'description': 'Paragraphs, lists and links.', 'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'group': 'To read', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Søndag aften skrev havnefogeden <b>»Intet særligt«</b> i sin journal. Tre timer senere vendte vinden.</p>', 'template': 'home/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': "Say what the picture shows to somebody who can't see it. Not the file's name.", 'label': 'Alternative text', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Screen readers then pass over it.', 'label': 'Only decoration', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 400, 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Credit', 'max_length': 200, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'group': 'To see and hear'}), 8: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {}), 9: ('wagtail.blocks.ListBlock', (8,), {'description': 'Several pictures side by side.', 'group': 'To see and hear', 'icon': 'image', 'label': 'Gallery', 'min_num': 2, 'preview_value': home.blocks.previews.gallery, 'template': 'home/blocks/gallery.html'}), 10: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'label': 'Then'}), 11: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'label': 'Now'}), 12: ('wagtail.blocks.StructBlock', [[('then', 10), ('now', 11)]], {'group': 'To see and hear'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 150}), 14: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP3 or M4A for sound, MP4 or WebM for film.', 'label': 'File', 'required': False}), 15: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). Films with speech must have them.', 'label': 'Captions', 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'At YouTube, Vimeo, Internet Archive.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture until it is played', 'required': False}), 18: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'help_text': "The words, for those who can't hear, and for search.", 'label': 'What is said and heard', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('title', 13), ('file', 14), ('captions', 15), ('url', 16), ('picture', 17), ('transcript', 18)]], {'group': 'To see and hear'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 100}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'What is there', 'max_length': 300, 'required': False}), 23: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'In Denmark between 54 and 58, such as 55.67610.', 'label': 'Latitude', 'max_digits': 8, 'validators': [django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)]}), 24: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'In Denmark between 8 and 16, such as 12.56834.', 'label': 'Longitude', 'max_digits': 8, 'validators': [django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)]}), 25: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page about it', 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('name', 21), ('text', 22), ('latitude', 23), ('longitude', 24), ('page', 25)]], {'label': 'Place'}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Places'}), 28: ('wagtail.blocks.StructBlock', [[('heading', 20), ('places', 27)]], {'group': 'To see and hear'}), 29: ('wagtail.blocks.TextBlock', (), {'label': 'Quotation'}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('text', 29), ('who', 30), ('source', 31)]], {'group': 'To read'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 34: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'label': 'Text'}), 35: ('wagtail.blocks.StructBlock', [[('heading', 33), ('text', 34)]], {'group': 'To read'}), 36: ('wagtail.blocks.CharBlock', (), {'help_text': 'As readers say it: “Kl. 4”, “1921”, “foråret 1874”.', 'label': 'When', 'max_length': 60}), 37: ('wagtail.blocks.TextBlock', (), {'label': 'What'}), 38: ('wagtail.blocks.StructBlock', [[('when', 36), ('text', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Events'}), 40: ('wagtail.blocks.StructBlock', [[('heading', 20), ('items', 39)]], {'group': 'To read'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'Words'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'Numbers'}), 43: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 41), ('number', 42)]], {'help_text': 'Give the table a caption that says what it shows, and each column a heading.', 'label': 'Table'}), 44: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Screen readers then read it first.', 'label': 'The first column names the rows', 'required': False}), 45: ('wagtail.blocks.StructBlock', [[('table', 43), ('row_headings', 44)]], {'group': 'To read'}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150}), 47: ('wagtail.blocks.StructBlock', [[('heading', 46), ('text', 34)]], {}), 48: ('wagtail.blocks.ListBlock', (47,), {'label': 'Parts'}), 49: ('wagtail.blocks.StructBlock', [[('items', 48)]], {'group': 'To read'}), 50: ('wagtail.blocks.TextBlock', (), {'label': 'Step'}), 51: ('wagtail.blocks.ListBlock', (50,), {'label': 'Steps'}), 52: ('wagtail.blocks.StructBlock', [[('items', 51)]], {'group': 'To do'}), 53: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 300, 'required': False}), 54: ('wagtail.blocks.CharBlock', (), {'help_text': 'What happens: “Skriv dig op”, not “Klik her”.', 'label': 'Words on the button', 'max_length': 50}), 55: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 56: ('wagtail.blocks.URLBlock', (), {'help_text': 'When it is not a page here.', 'label': 'Address on the web', 'required': False}), 57: ('wagtail.blocks.StructBlock', [[('heading', 33), ('text', 53), ('label', 54), ('page', 55), ('url', 56)]], {'group': 'To do'}), 58: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 59: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Starts'}), 60: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Ends', 'required': False}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Place', 'max_length': 120, 'required': False}), 62: ('wagtail.blocks.CharBlock', (), {'label': 'In short', 'max_length': 200, 'required': False}), 63: ('wagtail.blocks.StructBlock', [[('title', 58), ('starts', 59), ('ends', 60), ('place', 61), ('text', 62)]], {'group': 'To do'}), 64: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 80}), 65: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 66: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture', 'required': False}), 67: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 68: ('wagtail.blocks.EmailBlock', (), {'label': 'E-mail', 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('name', 64), ('role', 65), ('picture', 66), ('phone', 67), ('email', 68)]], {'label': 'Person'}), 70: ('wagtail.blocks.ListBlock', (69,), {'label': 'People'}), 71: ('wagtail.blocks.StructBlock', [[('heading', 20), ('people', 70)]], {'group': 'To do'}), 72: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 73: ('wagtail.blocks.ListBlock', (72,), {'label': 'Documents'}), 74: ('wagtail.blocks.StructBlock', [[('heading', 20), ('documents', 73)]], {'group': 'To lead on'}), 75: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 76: ('wagtail.blocks.ListBlock', (75,), {'label': 'Pages', 'max_num': 6}), 77: ('wagtail.blocks.StructBlock', [[('heading', 20), ('pages', 76)]], {'group': 'To lead on'}), 78: ('wagtail.blocks.CharBlock', (), {'help_text': 'Why the reader should go there.', 'label': 'Text above it', 'max_length': 200, 'required': False}), 79: ('wagtail.blocks.PageChooserBlock', ('forum.DebatePage',), {'label': 'Debate'}), 80: ('wagtail.blocks.StructBlock', [[('text', 78), ('page', 79)]], {'group': 'To lead on'}), 81: ('wagtail.blocks.PageChooserBlock', ('exhibitions.ExhibitionPage',), {'label': 'Exhibition'}), 82: ('wagtail.blocks.StructBlock', [[('text', 78), ('page', 81)]], {'group': 'To lead on'}), 83: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 400}), 84: ('wagtail.blocks.ListBlock', (83,), {'label': 'Sources'}), 85: ('wagtail.blocks.StructBlock', [[('items', 84)]], {'group': 'To read'})}, verbose_name='background')),
                ('inviter', models.CharField(help_text='For example “Brovig Bibliotek and the planning committee”.', max_length=160, verbose_name='who invites')),
                ('rules', wagtail.fields.RichTextField(blank=True, verbose_name='rules')),
                ('opens_at', models.DateTimeField(verbose_name='opens')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('premoderated', models.BooleanField(default=False, help_text='Every contribution waits for a moderator before others see it.', verbose_name='read before publication')),
                ('writers', models.CharField(choices=[('all', 'Everybody with an account'), ('verified', 'Citizens who have shown who they are'), ('group', 'Members of a group')], default='all', max_length=10, verbose_name='who may write')),
                ('outcome', wagtail.fields.RichTextField(blank=True, help_text='What came out of the debate. Filling it in concludes the debate.', verbose_name='summary')),
                ('decided', wagtail.fields.RichTextField(blank=True, verbose_name='what was decided or passed on')),
                ('responsible', models.CharField(blank=True, max_length=160, verbose_name='who answers for it')),
                ('follow_up_on', models.DateField(blank=True, help_text='On this day you are reminded to write what has happened since.', null=True, verbose_name='followed up on')),
                ('followed_up', wagtail.fields.RichTextField(blank=True, help_text='Those who follow the debate are told when you publish it.', verbose_name='what has happened since')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
                ('writers_group', models.ForeignKey(blank=True, help_text='Only for “Members of a group”. Everybody can read the debate all the same.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='auth.group', verbose_name='group')),
            ],
            options={
                'verbose_name': 'debate',
                'verbose_name_plural': 'debates',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DebateLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('address', models.URLField(max_length=500, verbose_name='address')),
                ('debate', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='forum.debatepage')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('xtdcomment_ptr', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, related_name='contribution', serialize=False, to='django_comments_xtd.xtdcomment')),
                ('state', models.CharField(choices=[('published', 'Published'), ('held', 'Waits for a moderator'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Withdrawn by its author')], db_index=True, default='published', max_length=12, verbose_name='state')),
                ('hold_reason', models.CharField(blank=True, max_length=200, verbose_name='why it waits')),
                ('body_html', models.TextField(editable=False)),
                ('starts_thread', models.BooleanField(default=True, editable=False)),
                ('recommended', models.PositiveIntegerField(default=0, editable=False, verbose_name='recommended')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='edited')),
                ('submission_key', models.UUIDField(editable=False, unique=True)),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.mandate', verbose_name='speaks as')),
                ('debate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='forum.debatepage', verbose_name='debate')),
            ],
            options={
                'verbose_name': 'contribution',
                'verbose_name_plural': 'contributions',
                'permissions': [('moderate', 'Can moderate contributions and questions')],
            },
            bases=('django_comments_xtd.xtdcomment',),
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=12, verbose_name='step')),
                ('from_state', models.CharField(blank=True, choices=[('published', 'Published'), ('held', 'Waits for a moderator'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Withdrawn by its author')], max_length=12, verbose_name='from')),
                ('to_state', models.CharField(blank=True, choices=[('published', 'Published'), ('held', 'Waits for a moderator'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Withdrawn by its author')], max_length=12, verbose_name='to')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('ground', models.CharField(blank=True, choices=[('rules', 'The rules of the debate'), ('law', 'The law')], max_length=8, verbose_name='ground')),
                ('clause', models.CharField(blank=True, max_length=200, verbose_name='which rule or section')),
                ('ends_at', models.DateTimeField(blank=True, null=True, verbose_name='until')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='time')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='forum.comment')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('side', models.CharField(choices=[('author', 'author'), ('reporter', 'reporter')], max_length=10)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='your e-mail address')),
                ('text', models.TextField(max_length=4000, verbose_name='why the decision is wrong')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('first_decider', models.PositiveBigIntegerField(editable=False, null=True)),
                ('answerer', models.PositiveBigIntegerField(editable=False, null=True)),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('upheld', models.BooleanField(null=True, verbose_name='upheld')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='answered by')),
                ('complainant', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='forum.decision')),
            ],
            options={
                'verbose_name': 'complaint',
                'verbose_name_plural': 'complaints',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='comment',
            name='decision',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.decision'),
        ),
        migrations.CreateModel(
            name='HoldRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cpr', 'A CPR number'), ('words', 'A word on a list'), ('links', 'More links than'), ('first', 'The first contribution of a new account'), ('notices', 'So many independent notices')], max_length=8, verbose_name='holds')),
                ('name', models.CharField(help_text='For moderators; the author does not see it.', max_length=80, verbose_name='name')),
                ('active', models.BooleanField(default=True, verbose_name='in use')),
                ('number', models.PositiveSmallIntegerField(default=3, help_text='For links and notices: how many.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='number')),
                ('words', models.TextField(blank=True, help_text='One on each line. Bent forms are found too, and spellings such as “1d10t” or “i d i o t”.', verbose_name='words')),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Urgent'), (2, 'Normal'), (3, 'Can wait')], default=2, verbose_name='severity')),
            ],
            options={
                'verbose_name': 'rule that holds',
                'verbose_name_plural': 'rules that hold',
                'ordering': ['kind', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'words'), _negated=True), fields=('kind',), name='forum_hold_rule_once', violation_error_message='There is such a rule already. Change that one.')],
            },
        ),
        migrations.CreateModel(
            name='LivestreamIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that make one want to read. Shown in lists and in search.', max_length=300, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'overview of livestreams',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='LivestreamPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that make one want to read. Shown in lists and in search.', max_length=300, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=250, verbose_name='caption')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('text', 1), ('picture', 7), ('gallery', 9), ('pair', 12), ('media', 19), ('map', 28), ('quote', 32), ('facts', 35), ('timeline', 40), ('table', 45), ('accordion', 49), ('steps', 52), ('action', 57), ('event', 63), ('people', 71), ('documents', 74), ('related', 77), ('debate', 80), ('exhibition', 82), ('sources', 85)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'description': 'Starts a new part of the page.', 'group': 'To read', 'icon': 'title', 'label': 'Heading', 'max_length': 120, 'preview_value': 'Mærket på muren', 'template': 'home/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'description': 'Paragraphs, lists and links.', 'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'group': 'To read', 'icon': 'pilcrow', 'label': 'Text', 'preview_value': '<p>Søndag aften skrev havnefogeden <b>»Intet særligt«</b> i sin journal. Tre timer senere vendte vinden.</p>', 'template': 'home/blocks/text.html'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': "Say what the picture shows to somebody who can't see it. Not the file's name.", 'label': 'Alternative text', 'max_length': 300, 'required': False}), 4: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Screen readers then pass over it.', 'label': 'Only decoration', 'required': False}), 5: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 400, 'required': False}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Credit', 'max_length': 200, 'required': False}), 7: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'group': 'To see and hear'}), 8: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {}), 9: ('wagtail.blocks.ListBlock', (8,), {'description': 'Several pictures side by side.', 'group': 'To see and hear', 'icon': 'image', 'label': 'Gallery', 'min_num': 2, 'preview_value': home.blocks.previews.gallery, 'template': 'home/blocks/gallery.html'}), 10: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'label': 'Then'}), 11: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt', 3), ('decorative', 4), ('caption', 5), ('credit', 6)]], {'label': 'Now'}), 12: ('wagtail.blocks.StructBlock', [[('then', 10), ('now', 11)]], {'group': 'To see and hear'}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 150}), 14: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'MP3 or M4A for sound, MP4 or WebM for film.', 'label': 'File', 'required': False}), 15: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'help_text': 'A WebVTT file (.vtt). Films with speech must have them.', 'label': 'Captions', 'required': False}), 16: ('wagtail.blocks.URLBlock', (), {'help_text': 'At YouTube, Vimeo, Internet Archive.', 'label': 'Address of the film', 'required': False}), 17: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture until it is played', 'required': False}), 18: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'help_text': "The words, for those who can't hear, and for search.", 'label': 'What is said and heard', 'required': False}), 19: ('wagtail.blocks.StructBlock', [[('title', 13), ('file', 14), ('captions', 15), ('url', 16), ('picture', 17), ('transcript', 18)]], {'group': 'To see and hear'}), 20: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 100}), 22: ('wagtail.blocks.CharBlock', (), {'label': 'What is there', 'max_length': 300, 'required': False}), 23: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'In Denmark between 54 and 58, such as 55.67610.', 'label': 'Latitude', 'max_digits': 8, 'validators': [django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)]}), 24: ('wagtail.blocks.DecimalBlock', (), {'decimal_places': 5, 'help_text': 'In Denmark between 8 and 16, such as 12.56834.', 'label': 'Longitude', 'max_digits': 8, 'validators': [django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)]}), 25: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page about it', 'required': False}), 26: ('wagtail.blocks.StructBlock', [[('name', 21), ('text', 22), ('latitude', 23), ('longitude', 24), ('page', 25)]], {'label': 'Place'}), 27: ('wagtail.blocks.ListBlock', (26,), {'label': 'Places'}), 28: ('wagtail.blocks.StructBlock', [[('heading', 20), ('places', 27)]], {'group': 'To see and hear'}), 29: ('wagtail.blocks.TextBlock', (), {'label': 'Quotation'}), 30: ('wagtail.blocks.CharBlock', (), {'label': 'Who said it', 'max_length': 120, 'required': False}), 31: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 200, 'required': False}), 32: ('wagtail.blocks.StructBlock', [[('text', 29), ('who', 30), ('source', 31)]], {'group': 'To read'}), 33: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 100}), 34: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'document-link', 'ol', 'ul', 'h3'], 'label': 'Text'}), 35: ('wagtail.blocks.StructBlock', [[('heading', 33), ('text', 34)]], {'group': 'To read'}), 36: ('wagtail.blocks.CharBlock', (), {'help_text': 'As readers say it: “Kl. 4”, “1921”, “foråret 1874”.', 'label': 'When', 'max_length': 60}), 37: ('wagtail.blocks.TextBlock', (), {'label': 'What'}), 38: ('wagtail.blocks.StructBlock', [[('when', 36), ('text', 37)]], {}), 39: ('wagtail.blocks.ListBlock', (38,), {'label': 'Events'}), 40: ('wagtail.blocks.StructBlock', [[('heading', 20), ('items', 39)]], {'group': 'To read'}), 41: ('wagtail.blocks.CharBlock', (), {'label': 'Words'}), 42: ('wagtail.blocks.CharBlock', (), {'label': 'Numbers'}), 43: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 41), ('number', 42)]], {'help_text': 'Give the table a caption that says what it shows, and each column a heading.', 'label': 'Table'}), 44: ('wagtail.blocks.BooleanBlock', (), {'help_text': 'Screen readers then read it first.', 'label': 'The first column names the rows', 'required': False}), 45: ('wagtail.blocks.StructBlock', [[('table', 43), ('row_headings', 44)]], {'group': 'To read'}), 46: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150}), 47: ('wagtail.blocks.StructBlock', [[('heading', 46), ('text', 34)]], {}), 48: ('wagtail.blocks.ListBlock', (47,), {'label': 'Parts'}), 49: ('wagtail.blocks.StructBlock', [[('items', 48)]], {'group': 'To read'}), 50: ('wagtail.blocks.TextBlock', (), {'label': 'Step'}), 51: ('wagtail.blocks.ListBlock', (50,), {'label': 'Steps'}), 52: ('wagtail.blocks.StructBlock', [[('items', 51)]], {'group': 'To do'}), 53: ('wagtail.blocks.TextBlock', (), {'label': 'Text', 'max_length': 300, 'required': False}), 54: ('wagtail.blocks.CharBlock', (), {'help_text': 'What happens: “Skriv dig op”, not “Klik her”.', 'label': 'Words on the button', 'max_length': 50}), 55: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page', 'required': False}), 56: ('wagtail.blocks.URLBlock', (), {'help_text': 'When it is not a page here.', 'label': 'Address on the web', 'required': False}), 57: ('wagtail.blocks.StructBlock', [[('heading', 33), ('text', 53), ('label', 54), ('page', 55), ('url', 56)]], {'group': 'To do'}), 58: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 59: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Starts'}), 60: ('wagtail.blocks.DateTimeBlock', (), {'label': 'Ends', 'required': False}), 61: ('wagtail.blocks.CharBlock', (), {'label': 'Place', 'max_length': 120, 'required': False}), 62: ('wagtail.blocks.CharBlock', (), {'label': 'In short', 'max_length': 200, 'required': False}), 63: ('wagtail.blocks.StructBlock', [[('title', 58), ('starts', 59), ('ends', 60), ('place', 61), ('text', 62)]], {'group': 'To do'}), 64: ('wagtail.blocks.CharBlock', (), {'label': 'Name', 'max_length': 80}), 65: ('wagtail.blocks.CharBlock', (), {'label': 'Role', 'max_length': 120, 'required': False}), 66: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture', 'required': False}), 67: ('wagtail.blocks.CharBlock', (), {'label': 'Phone', 'max_length': 30, 'required': False}), 68: ('wagtail.blocks.EmailBlock', (), {'label': 'E-mail', 'required': False}), 69: ('wagtail.blocks.StructBlock', [[('name', 64), ('role', 65), ('picture', 66), ('phone', 67), ('email', 68)]], {'label': 'Person'}), 70: ('wagtail.blocks.ListBlock', (69,), {'label': 'People'}), 71: ('wagtail.blocks.StructBlock', [[('heading', 20), ('people', 70)]], {'group': 'To do'}), 72: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document'}), 73: ('wagtail.blocks.ListBlock', (72,), {'label': 'Documents'}), 74: ('wagtail.blocks.StructBlock', [[('heading', 20), ('documents', 73)]], {'group': 'To lead on'}), 75: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 76: ('wagtail.blocks.ListBlock', (75,), {'label': 'Pages', 'max_num': 6}), 77: ('wagtail.blocks.StructBlock', [[('heading', 20), ('pages', 76)]], {'group': 'To lead on'}), 78: ('wagtail.blocks.CharBlock', (), {'help_text': 'Why the reader should go there.', 'label': 'Text above it', 'max_length': 200, 'required': False}), 79: ('wagtail.blocks.PageChooserBlock', ('forum.DebatePage',), {'label': 'Debate'}), 80: ('wagtail.blocks.StructBlock', [[('text', 78), ('page', 79)]], {'group': 'To lead on'}), 81: ('wagtail.blocks.PageChooserBlock', ('exhibitions.ExhibitionPage',), {'label': 'Exhibition'}), 82: ('wagtail.blocks.StructBlock', [[('text', 78), ('page', 81)]], {'group': 'To lead on'}), 83: ('wagtail.blocks.CharBlock', (), {'label': 'Source', 'max_length': 400}), 84: ('wagtail.blocks.ListBlock', (83,), {'label': 'Sources'}), 85: ('wagtail.blocks.StructBlock', [[('items', 84)]], {'group': 'To read'})}, verbose_name='about the evening')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('language', models.CharField(choices=[('da', 'Danish'), ('en', 'English'), ('de', 'German'), ('sv', 'Swedish'), ('dsl', 'Danish sign language')], default='da', max_length=8, verbose_name='language')),
                ('stream_url', models.CharField(blank=True, help_text='The HLS playlist (.m3u8) of the live stream, and afterwards of the recording.', max_length=500, verbose_name='address of the stream')),
                ('audio_url', models.CharField(blank=True, help_text='An HLS playlist with sound only, for slow connections. May be left empty.', max_length=500, verbose_name='address of the sound alone')),
                ('embed_url', models.CharField(blank=True, help_text='Nothing is loaded from there before a visitor asks for it.', max_length=300, verbose_name='or the address at YouTube or Vimeo')),
                ('recording_from', models.PositiveIntegerField(default=0, help_text='When its beginning was cut off. Chapters and answers move with it.', verbose_name='the recording begins so many seconds into the livestream')),
                ('captions', models.FileField(blank=True, help_text='A WebVTT file (.vtt). A recording that stays needs captions.', upload_to='captions/', validators=[django.core.validators.FileExtensionValidator(['vtt'])], verbose_name='captions')),
                ('questions_open', models.BooleanField(default=True, verbose_name='takes questions')),
                ('debate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='livestreams', to='forum.debatepage', verbose_name='debate')),
                ('picture', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='home.picture', verbose_name='picture')),
                ('topics', modelcluster.fields.ParentalManyToManyField(blank=True, to='home.topic', verbose_name='topics')),
            ],
            options={
                'verbose_name': 'livestream',
                'verbose_name_plural': 'livestreams',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Cue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.FloatField()),
                ('end', models.FloatField()),
                ('speaker', models.CharField(blank=True, max_length=120)),
                ('text', models.TextField()),
                ('livestream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cues', to='forum.livestreampage')),
            ],
            options={
                'ordering': ['start', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Broadcast',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('switched_to', models.CharField(blank=True, choices=[('announced', 'Announced'), ('waiting', 'Starts soon'), ('live', 'Live now'), ('ended', 'Just ended'), ('recording', 'Recording')], max_length=12, verbose_name='switched to')),
                ('began_at', models.DateTimeField(blank=True, null=True, verbose_name='went live')),
                ('premoderated', models.BooleanField(default=False, verbose_name='questions are read before others see them')),
                ('closed', models.BooleanField(default=False, verbose_name='takes no more questions')),
                ('carried_at', models.DateTimeField(blank=True, null=True, verbose_name='open questions went to the debate')),
                ('livestream', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='broadcast', to='forum.livestreampage', verbose_name='livestream')),
            ],
            options={
                'verbose_name': 'broadcast',
                'verbose_name_plural': 'broadcasts',
                'permissions': [('produce', 'Can produce livestreams')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('minute', models.PositiveIntegerField(verbose_name='minutes after the start')),
                ('lasts', models.PositiveIntegerField(blank=True, null=True, verbose_name='minutes it lasts')),
                ('title', models.CharField(max_length=160, verbose_name='title')),
                ('chapter', models.PositiveIntegerField(blank=True, help_text='Where it begins in a recording that was cut. Empty: as the evening went.', null=True, verbose_name='second of the recording')),
                ('livestream', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='forum.livestreampage')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LiveText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=600, verbose_name='text')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('submission_key', models.UUIDField(editable=False, unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who wrote it')),
                ('livestream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='live_texts', to='forum.livestreampage', verbose_name='livestream')),
            ],
            options={
                'verbose_name': 'live text',
                'verbose_name_plural': 'live texts',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ModerationSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('urgent_hours', models.PositiveSmallIntegerField(default=4, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='urgent matters, hours')),
                ('normal_hours', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='normal matters, hours')),
                ('low_hours', models.PositiveSmallIntegerField(default=72, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='matters that can wait, hours')),
                ('complaint_hours', models.PositiveSmallIntegerField(default=72, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(720)], verbose_name='complaints, hours')),
                ('live_minutes', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1)], verbose_name='questions while a livestream is on, minutes')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'targets of moderation',
            },
        ),
        migrations.CreateModel(
            name='PanelMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('debate', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='panel', to='forum.debatepage')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.mandate', verbose_name='councillor or official')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtaildocs.document', verbose_name='document')),
                ('livestream', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='forum.livestreampage')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('author_name', models.CharField(max_length=60, verbose_name='name')),
                ('text', models.CharField(max_length=500, verbose_name='question')),
                ('topic', models.CharField(blank=True, max_length=160, verbose_name='what it is about')),
                ('addressee', models.CharField(blank=True, max_length=120, verbose_name='to whom')),
                ('state', models.CharField(choices=[('published', 'Published'), ('held', 'Waits for a moderator'), ('removed', 'Removed by a moderator'), ('withdrawn', 'Withdrawn by its author')], default='published', max_length=12, verbose_name='state')),
                ('hold_reason', models.CharField(blank=True, max_length=200, verbose_name='why it waits')),
                ('progress', models.CharField(choices=[('open', 'Not taken up yet'), ('now', 'Is being answered now'), ('answered', 'Answered'), ('dismissed', 'Not taken up'), ('merged', 'Asked together with another'), ('carried', 'Goes on in the debate')], default='open', max_length=12, verbose_name='what became of it')),
                ('pinned', models.BooleanField(default=False, verbose_name='pinned')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answered_second', models.PositiveIntegerField(blank=True, null=True, verbose_name='answered at second')),
                ('dismissal', models.CharField(blank=True, max_length=300, verbose_name='why it is not taken up')),
                ('votes_count', models.PositiveIntegerField(default=0, verbose_name='votes')),
                ('submission_key', models.UUIDField(editable=False, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('contribution', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.comment', verbose_name='in the debate')),
                ('decision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='forum.decision')),
                ('livestream', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='forum.livestreampage', verbose_name='livestream')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.mandate', verbose_name='who is asked')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='forum.question', verbose_name='merged into')),
            ],
            options={
                'verbose_name': 'question',
                'verbose_name_plural': 'questions',
                'ordering': ['asked_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='question',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='forum.question'),
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('held', 'Held contribution'), ('question', 'Question to a livestream'), ('report', 'Notice from a reader'), ('complaint', 'Complaint')], max_length=10, verbose_name='came as')),
                ('severity', models.PositiveSmallIntegerField(choices=[(1, 'Urgent'), (2, 'Normal'), (3, 'Can wait')], default=2, verbose_name='severity')),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='came')),
                ('due_at', models.DateTimeField(verbose_name='to be looked at before')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='first looked at')),
                ('claimed_at', models.DateTimeField(blank=True, null=True, verbose_name='taken')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='closed')),
                ('told_overdue_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='taken by')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cases', to='forum.comment')),
                ('complaint', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='case', to='forum.complaint', verbose_name='complaint')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='cases', to='forum.question')),
            ],
            options={
                'verbose_name': 'matter',
                'verbose_name_plural': 'matters',
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='forum.comment')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('address', models.CharField(max_length=500, verbose_name='address of the content')),
                ('reason', models.CharField(choices=[('hate', 'Hatred against a group of people'), ('threat', 'Threats or violence'), ('child', 'Sexual abuse of children'), ('private', 'Private matters or personal data'), ('defamation', 'False and harmful claims about a person'), ('copyright', "Somebody else's work without permission"), ('spam', 'Advertising or fraud'), ('rules', 'It breaks the rules of the debate'), ('other', 'Something else')], max_length=12, verbose_name='what is wrong')),
                ('explanation', models.TextField(max_length=4000, verbose_name='explanation')),
                ('name', models.CharField(blank=True, max_length=100, verbose_name='your name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='your e-mail address')),
                ('network', models.CharField(blank=True, editable=False, max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='received')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('upheld', models.BooleanField(null=True, verbose_name='upheld')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='forum.case')),
                ('comment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='forum.comment')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='forum.decision')),
                ('question', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reports', to='forum.question')),
                ('reporter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notice from a reader',
                'verbose_name_plural': 'notices from readers',
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='complaint',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='complaints', to='forum.report'),
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('name', models.CharField(blank=True, help_text='For somebody without a mandate.', max_length=120, verbose_name='name')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='role')),
                ('livestream', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='forum.livestreampage')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.mandate', verbose_name='councillor or official')),
            ],
            options={
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('lifted_at', models.DateTimeField(blank=True, null=True, verbose_name='lifted')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='suspension', to='forum.decision')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suspensions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'suspension',
                'verbose_name_plural': 'suspensions',
                'ordering': ['-starts_at'],
            },
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('body_html', models.TextField()),
                ('was_public', models.BooleanField()),
                ('replaced_at', models.DateTimeField()),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='forum.comment')),
            ],
            options={
                'verbose_name': 'earlier version',
                'verbose_name_plural': 'earlier versions',
                'ordering': ['-replaced_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='forum.question', verbose_name='question')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
            },
        ),
        migrations.CreateModel(
            name='Ask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='told')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='reminded')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.mandate', verbose_name='is asked')),
                ('answer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='forum.comment', verbose_name='answer')),
                ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='forum.comment', verbose_name='question')),
            ],
            options={
                'verbose_name': 'question to the panel',
                'verbose_name_plural': 'questions to the panel',
                'constraints': [models.UniqueConstraint(fields=('comment', 'mandate'), name='forum_ask_once')],
            },
        ),
        migrations.CreateModel(
            name='DebateStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('opened', 'The debate has opened'), ('closing', 'The debate closes soon'), ('closed', 'The debate has closed and waits for its outcome'), ('concluded', 'The debate has an outcome'), ('followed_up', 'The debate is followed up')], max_length=12, verbose_name='step')),
                ('moment', models.DateTimeField()),
                ('told_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='told')),
                ('debate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='forum.debatepage')),
            ],
            options={
                'verbose_name': 'step of a debate',
                'verbose_name_plural': 'steps of debates',
                'constraints': [models.UniqueConstraint(fields=('debate', 'step', 'moment'), name='forum_step_once')],
            },
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['debate', 'state'], name='forum_comment_debate_state'),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('starts_thread', True)), fields=['debate'], name='forum_comment_threads'),
        ),
        migrations.AddConstraint(
            model_name='comment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'removed'), _negated=True), ('decision__isnull', False), _connector='OR'), name='forum_comment_removed_by_decision'),
        ),
        migrations.AddIndex(
            model_name='question',
            index=models.Index(fields=['livestream', 'state'], name='forum_question_stream_state'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'removed'), _negated=True), ('decision__isnull', False), _connector='OR'), name='forum_question_removed_by_decision'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('progress', 'now')), fields=('livestream',), name='forum_question_one_now'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('step__in', ('remove', 'suspend')), _negated=True), models.Q(models.Q(('reason', ''), _negated=True), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='forum_decision_states_its_reasons'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['due_at'], name='forum_case_queue'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['opened_at'], name='forum_case_opened'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('comment',), name='forum_case_one_open_comment'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('question',), name='forum_case_one_open_question'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(fields=('comment', 'user'), name='forum_recommendation_once'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('upheld__isnull', True)), models.Q(('answered_at__isnull', False), ('upheld__isnull', False)), _connector='OR'), name='forum_report_answer_is_whole'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(('answerer__isnull', True), ('first_decider__isnull', True), models.Q(('answerer', models.F('first_decider')), _negated=True), _connector='OR'), name='forum_complaint_answered_by_another'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('upheld__isnull', True)), models.Q(('answered_at__isnull', False), ('answerer__isnull', False), ('upheld__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='forum_complaint_answered_in_writing'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.UniqueConstraint(condition=models.Q(('side', 'author')), fields=('decision',), name='forum_complaint_once_by_author'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.UniqueConstraint(condition=models.Q(('side', 'reporter')), fields=('decision', 'report'), name='forum_complaint_once_by_reporter'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='forum_suspension_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='vote',
            constraint=models.UniqueConstraint(fields=('question', 'user'), name='forum_vote_once'),
        ),
        migrations.RunPython(protect, unprotect),
    ]
